import type { Flags } from './flag.ts'
import { valuesFlags } from './values-flags.ts'

/** The flags of commands that render a chart to say something about its objects. */
export const inspectFlags: Flags = {
  ...valuesFlags,
  release: { kind: 'string', value: 'name', help: "the release's name (default: the chart's)" },
  'api-versions': {
    kind: 'stringSlice',
    shorthand: 'a',
    value: 'versions',
    help: 'more Kubernetes API versions for .Capabilities.APIVersions',
  },
  'kube-version': {
    kind: 'string',
    value: 'version',
    help: 'the Kubernetes version for .Capabilities.KubeVersion',
  },
  'is-upgrade': { kind: 'bool', help: 'set .Release.IsUpgrade instead of .Release.IsInstall' },
  'skip-schema-validation': { kind: 'bool', help: 'do not check values against values.schema.json' },
  limit: {
    kind: 'stringToString',
    value: 'name=number',
    help: 'how much a chart may hold and a render may do, for charts you trust (docs/limits.md)',
  },
  'show-secrets': { kind: 'bool', help: 'print what Secrets hold and what goes into them' },
  output: {
    kind: 'string',
    shorthand: 'o',
    value: 'text|json',
    help: 'for people or for programs (default text)',
  },
}
