import type { Flag, Flags } from './flag.ts'

const cluster = (help: string): Flag => ({ kind: 'string', help, hidden: true })

/**
 * Flags that every command takes. Helm's flags about clusters, registries and repositories are accepted so
 * that a script's `helm template` line works unchanged; rendering touches none of those.
 */
export const globalFlags: Flags = {
  namespace: {
    kind: 'string',
    shorthand: 'n',
    value: 'string',
    help: `namespace of the release (default: $HELM_NAMESPACE, the kubeconfig's, or "default")`,
  },
  'helm-version': {
    kind: 'string',
    value: 'version',
    choices: ['3', '4'],
    help: 'the Helm to be: 3 or 4 (their newest), a minor such as 3.17, or 4.1.4 (default 4)',
  },
  'error-format': { kind: 'string', value: 'text|json', help: 'how errors are told (default text)' },
  debug: { kind: 'bool', help: 'say more, and print manifests even when they are not valid YAML' },
  kubeconfig: { kind: 'string', value: 'file', help: 'the kubeconfig to take the namespace from' },
  'kube-context': {
    kind: 'string',
    value: 'name',
    help: 'the context of the kubeconfig to take the namespace from',
  },
  'kube-token': cluster('bearer token'),
  'kube-as-user': cluster('user to impersonate'),
  'kube-as-group': { kind: 'stringArray', help: 'groups to impersonate', hidden: true },
  'kube-apiserver': cluster('address of the API server'),
  'kube-ca-file': cluster('certificate authority of the API server'),
  'kube-tls-server-name': cluster('name in the certificate of the API server'),
  'kube-insecure-skip-tls-verify': { kind: 'bool', help: 'trust any API server', hidden: true },
  'registry-config': cluster('registry configuration'),
  'repository-config': cluster('repository configuration'),
  'repository-cache': cluster('repository cache'),
  'content-cache': { ...cluster('content cache'), helm: 4 },
  'burst-limit': { kind: 'int', help: 'client-side throttling', hidden: true },
  qps: { kind: 'float32', help: 'queries per second', hidden: true },
  color: { kind: 'string', help: 'never, auto, always', hidden: true, helm: 4 },
  colour: { kind: 'string', help: 'never, auto, always', hidden: true, helm: 4 },
}
