import type { Flag, Flags } from './flag.ts'
import { valuesFlags } from './values-flags.ts'

/** Flags that act on a cluster or a repository and that `helm template` takes without using them. */
const idle = (kind: Flag['kind'], more: Partial<Flag> = {}): Flag => ({
  kind,
  help: 'no effect on rendering',
  hidden: true,
  ...more,
})

const instead = (text: string, since = 0) => ({ deprecated: { since, text } })
const noEffect = "this flag has no effect for 'chartwright template' and will be removed in Helm 5"

/** The flags of `template`, with Helm's names and meanings. */
export const templateFlags: Flags = {
  ...valuesFlags,
  'show-only': {
    kind: 'stringArray',
    shorthand: 's',
    value: 'path',
    help: 'only manifests from this template, such as templates/deployment.yaml (repeatable, globs allowed)',
  },
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
  'include-crds': { kind: 'bool', help: 'print the files of crds/ too' },
  'skip-crds': idle('bool'),
  'skip-tests': { kind: 'bool', help: 'leave out test hooks' },
  'is-upgrade': { kind: 'bool', help: 'set .Release.IsUpgrade instead of .Release.IsInstall' },
  'no-hooks': { kind: 'bool', help: 'leave out hooks' },
  'skip-schema-validation': { kind: 'bool', help: 'do not check values against values.schema.json' },
  'output-dir': {
    kind: 'string',
    value: 'folder',
    help: 'write manifests to files in a folder instead of standard output',
  },
  'release-name': { kind: 'bool', help: "use the release's name in the path below --output-dir" },
  'generate-name': { kind: 'bool', shorthand: 'g', help: 'generate the name (and omit the NAME argument)' },
  'name-template': { kind: 'string', value: 'template', help: "a template that gives the release's name" },
  limit: {
    kind: 'stringToString',
    value: 'name=number',
    help: 'how much a chart may hold and a render may do, for charts you trust (docs/limits.md)',
  },
  'enable-dns': { kind: 'bool', help: 'let getHostByName ask DNS' },
  validate: {
    kind: 'bool',
    help: '',
    hidden: true,
    ...instead("use '--dry-run=server' instead"),
    refused: {
      helm: 'Kubernetes cluster unreachable: chartwright template talks to no cluster',
      because: 'asks a cluster to validate the manifests, and this command talks to no cluster',
      hint: 'pipe the output into "kubectl apply --dry-run=server -f -"',
    },
  },
  'dry-run': {
    kind: 'string',
    alone: 'unset',
    help: 'client or none: rendering never touches a cluster',
    hidden: true,
  },
  'dependency-update': {
    kind: 'bool',
    help: 'package dependencies of file:// that charts/ lacks, as helm dependency update does',
  },
  'post-renderer': {
    kind: 'string',
    help: '',
    hidden: true,
    refused: {
      helm: 'post-renderers are not supported',
      because: 'runs another program on the manifests, which this command does not do',
      hint: 'pipe the output into that program',
    },
  },
  'post-renderer-args': idle('stringArray'),
  'create-namespace': idle('bool'),
  'force-replace': idle('bool', { helm: 4 }),
  force: idle('bool', instead('use --force-replace instead')),
  'force-conflicts': idle('bool', { helm: 4 }),
  'server-side': idle('bool', { helm: 4 }),
  replace: idle('bool'),
  timeout: idle('duration'),
  wait: idle('wait'),
  'wait-for-jobs': idle('bool'),
  description: idle('string'),
  devel: idle('bool'),
  'disable-openapi-validation': idle('bool'),
  'rollback-on-failure': idle('bool', { helm: 4 }),
  atomic: idle('bool', instead('use --rollback-on-failure instead')),
  'render-subchart-notes': idle('bool', instead(noEffect, 2)),
  labels: idle('stringToString', { shorthand: 'l' }),
  'hide-notes': idle('bool', instead(noEffect, 2)),
  'take-ownership': idle('bool'),
  version: idle('string'),
  verify: idle('bool'),
  keyring: idle('string'),
  repo: idle('string'),
  username: idle('string'),
  password: idle('string'),
  'cert-file': idle('string'),
  'key-file': idle('string'),
  'insecure-skip-tls-verify': idle('bool'),
  'plain-http': idle('bool'),
  'ca-file': idle('string'),
  'pass-credentials': idle('bool'),
}
