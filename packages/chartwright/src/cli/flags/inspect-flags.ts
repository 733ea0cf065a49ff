import type { Flags } from './flag.ts'
import { templateFlags } from './template-flags.ts'
import { valuesFlags } from './values-flags.ts'

/** The flags of commands that render a chart to say something about its objects. */
export const inspectFlags: Flags = {
  ...valuesFlags,
  release: { kind: 'string', value: 'name', help: "the release's name (default: the chart's)" },
  'api-versions': templateFlags['api-versions']!,
  'kube-version': templateFlags['kube-version']!,
  'is-upgrade': templateFlags['is-upgrade']!,
  'skip-schema-validation': templateFlags['skip-schema-validation']!,
  limit: templateFlags.limit!,
  'show-secrets': { kind: 'bool', help: 'print what Secrets hold and what goes into them' },
  output: {
    kind: 'string',
    shorthand: 'o',
    value: 'text|json',
    help: 'for people or for programs (default text)',
  },
}
