import { isMap, type GoMap, type GoValue } from '../go/index.ts'
import { parseYaml } from '../yaml/index.ts'
import type { CliIo } from './cli-io.ts'
import type { FlagValues } from './flags/flag.ts'

/** The release's namespace, as Helm finds it: the flag, `$HELM_NAMESPACE`, the kubeconfig's context, "default". */
export function namespaceOf(flags: FlagValues, io: CliIo): string {
  const given = flags.text('namespace') || io.host.environment('HELM_NAMESPACE')
  if (given) return given
  const { environment } = io.host
  const context = flags.text('kube-context') || environment('HELM_KUBECONTEXT')
  const configs = flags.text('kubeconfig')
    ? [flags.text('kubeconfig')]
    : environment('KUBECONFIG')
      ? environment('KUBECONFIG')!.split(process.platform === 'win32' ? ';' : ':')
      : environment('HOME')
        ? [`${environment('HOME')}/.kube/config`]
        : []
  return namespaceInKubeconfig(configs, context, io) || 'default'
}

/** Several files count as one, in which the first to say something is right (client-go's loading rules). */
function namespaceInKubeconfig(paths: readonly string[], wanted: string | undefined, io: CliIo): string {
  const configs = paths.flatMap((path) => readConfig(path, io))
  const current = wanted || configs.map((config) => config['current-context']).find((name) => !!name)
  for (const config of configs) {
    const contexts: GoValue = config.contexts ?? null
    if (!Array.isArray(contexts)) continue
    const entry = contexts.find((context) => isMap(context) && context.name === current)
    if (!isMap(entry)) continue
    const namespace = isMap(entry.context) ? entry.context.namespace : undefined
    return typeof namespace === 'string' ? namespace : ''
  }
  return ''
}

/** Nothing for a file that is not there or cannot be read: rendering does not depend on a cluster's login. */
function readConfig(path: string, io: CliIo): GoMap[] {
  if (path === '' || io.files.stat(path)?.kind !== 'file') return []
  try {
    const { value } = parseYaml(new TextDecoder().decode(io.files.readFile(path)))
    return isMap(value) ? [value] : []
  } catch {
    return []
  }
}
