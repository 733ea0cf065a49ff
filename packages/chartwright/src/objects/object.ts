import type { Crd, Hook, HookEvent, Manifest } from '../chart/index.ts'
import { isMap, type GoMap, type GoValue } from '../go/index.ts'
import { parseYaml, parseYamlWithPositions, type Path, type Positions } from '../yaml/index.ts'

/** One object of a render. An item of a `kind: List` is one of its own. */
export interface RenderedObject {
  apiVersion: string
  kind: string
  /** "" where the manifest names none: it goes to the release's. */
  namespace: string
  name: string
  value: GoMap
  /** The moments of a release's life when Helm runs it; none for what belongs to the release. */
  events: readonly HookEvent[]
  /** A file of crds/, which Helm installs once and never updates. */
  isCrdFile: boolean
  /** The rendered file: `dagu/templates/web.yaml`. */
  path: string
  manifest: Manifest
  /** Where it stands in its document: nothing, or `items` and a number. */
  root: Path
}

/** The objects of a render in install order, hooks and the files of crds/ behind them. */
export function readObjects(
  manifests: readonly Manifest[],
  hooks: readonly Hook[] = [],
  crds: readonly Crd[] = [],
): RenderedObject[] {
  return [
    ...manifests.flatMap((manifest) => objectsIn(manifest, [], false)),
    ...hooks.flatMap((hook) => objectsIn(hook, hook.events, false)),
    ...crds.flatMap(({ path, file }) =>
      file.text.split(/^---.*$/m).flatMap((content) => {
        const head = { apiVersion: '', kind: '', name: '', annotations: null }
        return objectsIn({ path, content, head, offset: 0 }, [], true)
      }),
    ),
  ]
}

/** `Deployment/dagu-web`, with the namespace before the name where the manifest has one: `Role/infra/reader`. */
export function nameOf({
  kind,
  namespace,
  name,
}: Pick<RenderedObject, 'kind' | 'namespace' | 'name'>): string {
  return namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`
}

/** What makes an object the same one for Kubernetes: group, kind, namespace and name, whatever its version. */
export function labelOf(object: RenderedObject): string {
  const slash = object.apiVersion.indexOf('/')
  return `${slash < 0 ? '' : object.apiVersion.slice(0, slash)}/${nameOf(object)}`
}

const positions = new WeakMap<Manifest, Positions>()

/** Where the fields of a manifest stand in its text. Read when it is first asked for. */
export function positionsOf({ manifest }: RenderedObject): Positions {
  let known = positions.get(manifest)
  if (!known) positions.set(manifest, (known = parseYamlWithPositions(manifest.content).positions))
  return known
}

function objectsIn(manifest: Manifest, events: readonly HookEvent[], isCrdFile: boolean): RenderedObject[] {
  const value = parseYaml(manifest.content).value
  if (!isMap(value)) return []
  const items = value.kind === 'List' && Array.isArray(value.items) ? value.items : undefined
  if (!items) return [objectOf(value, manifest, events, isCrdFile, [])]
  return items.flatMap((item, index) =>
    isMap(item) ? [objectOf(item, manifest, events, isCrdFile, ['items', index])] : [],
  )
}

function objectOf(
  value: GoMap,
  manifest: Manifest,
  events: readonly HookEvent[],
  isCrdFile: boolean,
  root: Path,
): RenderedObject {
  const metadata = isMap(value.metadata) ? value.metadata : undefined
  return {
    apiVersion: text(value.apiVersion),
    kind: text(value.kind),
    namespace: text(metadata?.namespace),
    name: text(metadata?.name ?? metadata?.generateName),
    value,
    events,
    isCrdFile,
    path: manifest.path,
    manifest,
    root,
  }
}

function text(value: GoValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
