import { suggest, type Diagnostic } from '../../diagnostics/index.ts'
import { nodeOf, type App, type ObjectPart } from '../../author/index.ts'
import { at, label, podsIn, servicesIn, templateLabels, type Labelled, type Labels } from './pod-labels.ts'
import { problem } from './problem.ts'
import { items, matches, selectorsOf, wantedBy, type Wanted } from './selectors.ts'

/** Selectors of objects written by hand: what they choose must be there, or nothing tells that it is not. */
export function checkSelectors(app: App): Diagnostic[] {
  const [pods, services] = [podsIn(app), servicesIn(app)]
  // What an operator makes of a custom resource, or a raw template, may have labels of any kind.
  const open = app.parts.some(
    (part) => part.part === 'raw-template' || (part.part === 'object' && isCustom(part)),
  )
  return app.parts.flatMap((part): Diagnostic[] => {
    if (part.part !== 'object' || part.elsewhere) return []
    const own = templateLabels(part.kind, part.fields)
    return selectorsOf(part).flatMap(({ path, of, selector }) => {
      const wanted = wantedBy(selector)
      if (!wanted) return []
      if (of === 'own') return ownSelector(part, path, wanted, own)
      const among = of === 'services' ? services : pods
      const found = among.filter(({ labels }) => matches(wanted, labels))
      if (found.length > 0) return of === 'pods' ? targetPorts(part, found) : []
      const ours = wanted.some(({ key }) => (Object.values(label) as string[]).includes(key))
      if (of === 'peer' ? !isOurs(wanted) : open && !ours) return []
      return [unmatched(part, path, wanted, among, of === 'services' ? 'Service' : 'pod', app)]
    })
  })
}

function isCustom({ apiVersion }: ObjectPart): boolean {
  const [group, version] = apiVersion.split('/')
  return (
    version !== undefined &&
    group!.includes('.') &&
    !group!.endsWith('.k8s.io') &&
    group !== 'monitoring.coreos.com'
  )
}

/** A peer may be of another release: it is meant to be ours when it names this one. */
function isOurs(wanted: readonly Wanted[]): boolean {
  return wanted.some(
    ({ key, values }) =>
      key === label.instance && values?.some((one) => typeof one !== 'string' && one.as === 'Release.Name'),
  )
}

/** Kubernetes takes a workload only when its selector chooses its own pods, and never another selector. */
function ownSelector(
  part: ObjectPart,
  path: string,
  wanted: Wanted[],
  own: Labels | undefined,
): Diagnostic[] {
  const changing = wanted.find(
    ({ key, values }) =>
      key === 'helm.sh/chart' ||
      key === 'app.kubernetes.io/version' ||
      values?.some((one) => typeof one !== 'string' && changes(one.as)),
  )
  if (changing)
    return [
      problem(
        'selector-mutable',
        part.at,
        `${path} of the ${part.kind} "${part.component}" has "${changing.key}", which may change`,
        { hint: `use podsOf('${part.component}'), there and among the labels of its pods` },
      ),
    ]
  if (!own || matches(wanted, own)) return []
  return [
    problem(
      'selector-unmatched',
      part.at,
      `${path} of the ${part.kind} "${part.component}" does not choose its own pods, which Kubernetes refuses`,
      { hint: `give podsOf('${part.component}') to both, the selector and spec.template.metadata.labels` },
    ),
  ]
}

const changes = (as: string) => !['nameOverride', 'Release.Name', 'Release.Namespace', '?'].includes(as)

function unmatched(
  part: ObjectPart,
  path: string,
  wanted: readonly Wanted[],
  among: readonly Labelled[],
  what: 'pod' | 'Service',
  app: App,
): Diagnostic {
  const miss = wanted.find((one) => !among.some(({ labels }) => matches([one], labels))) ?? wanted[0]!
  const shown = miss.values?.map((one) => (typeof one === 'string' ? one : '…')).join(' or ')
  const components = among.map(({ component }) => component)
  const meant = miss.key === label.component && shown !== undefined ? suggest(shown, components) : undefined
  const fixed =
    (miss.key === label.name || miss.key === label.instance) && typeof miss.values?.[0] === 'string'
  const why = fixed
    ? `${miss.key} is the operator’s to choose (${miss.key === label.name ? 'nameOverride' : 'the name of the release'}), and not always "${shown!}"`
    : `no ${what} of the chart has ${shown === undefined ? `the label ${miss.key}` : `${miss.key}=${shown}`}`
  const known = app.parts.find((one) => one.part === 'workload')?.name ?? 'web'
  return problem(
    'selector-unmatched',
    part.at,
    `${path} of the ${part.kind} "${part.component}" chooses nothing: ${why}`,
    {
      hint:
        meant !== undefined
          ? `did you mean "${meant}"? podsOf() takes the workload itself`
          : `podsOf(${known}) gives the labels of a workload; { elsewhere: true } says that others are meant`,
    },
  )
}

/** A Service's targetPort by name must be a port of whom it chooses. */
function targetPorts(part: ObjectPart, found: readonly Labelled[]): Diagnostic[] {
  if (part.kind !== 'Service' || found.some(({ ports }) => ports === undefined)) return []
  const known = found.flatMap(({ ports }) => ports!)
  return items(at(part.fields, 'spec.ports')).flatMap((one) => {
    const target = at(one, 'targetPort')
    if (typeof target !== 'string' || nodeOf(target) || /^[0-9]+$/.test(target) || known.includes(target))
      return []
    const nearest = suggest(target, known)
    const whose = found.map(({ component }) => `"${component}"`).join(' and ')
    return [
      problem(
        'port-unknown',
        part.at,
        `the Service "${part.component}" leads to port "${target}", but ${whose} has no such port`,
        nearest === undefined ? {} : { hint: `did you mean "${nearest}"?` },
      ),
    ]
  })
}
