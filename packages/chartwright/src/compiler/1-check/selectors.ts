import { whenOf, type ObjectPart } from '../../author/index.ts'
import { at, labelsOf, Rendered, type Labels } from './pod-labels.ts'

/** A selector of an object, and what it chooses. */
export interface Selector {
  path: string
  of: 'pods' | 'services' | 'own' | 'peer'
  selector: unknown
}

/** The selectors of an object written by hand. */
export function selectorsOf({ kind, fields }: ObjectPart): Selector[] {
  const one = (path: string, of: Selector['of']): Selector[] => [{ path, of, selector: at(fields, path) }]
  switch (kind) {
    case 'Service':
      return [{ path: 'spec.selector', of: 'pods', selector: { matchLabels: at(fields, 'spec.selector') } }]
    case 'PodDisruptionBudget':
      return one('spec.selector', 'pods')
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
      return one('spec.selector', 'own')
    case 'NetworkPolicy':
      return [
        ...one('spec.podSelector', 'pods'),
        ...peers(fields, 'ingress', 'from'),
        ...peers(fields, 'egress', 'to'),
      ]
    case 'PodMonitor':
    case 'ServiceMonitor':
      if (at(fields, 'spec.namespaceSelector') !== undefined) return []
      return one('spec.selector', kind === 'PodMonitor' ? 'pods' : 'services')
    default:
      return []
  }
}

function peers(fields: unknown, rules: string, side: string): Selector[] {
  return items(at(fields, `spec.${rules}`)).flatMap((rule) =>
    items(at(rule, side))
      .filter((peer) => at(peer, 'namespaceSelector') === undefined)
      .map((peer): Selector => ({
        path: `spec.${rules}.${side}.podSelector`,
        of: 'peer',
        selector: at(peer, 'podSelector'),
      })),
  )
}

/** The items of a list, those under a condition too. */
export function items(list: unknown): unknown[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((item) => {
    const then = whenOf(item)?.then ?? item
    return Array.isArray(then) ? then : [then]
  })
}

/** What a selector asks of a label. */
export interface Wanted {
  key: string
  /** What the label may be; anything when undefined, and nothing when it must not be there. */
  values?: readonly (string | Rendered)[]
  not?: true
}

/** What a selector asks for; undefined when it is a value, asks for nothing, or is not there. */
export function wantedBy(selector: unknown): Wanted[] | undefined {
  const written = at({ selector }, 'selector.matchLabels')
  const labels = written === undefined ? new Map<string, string>() : labelsOf(written)
  if (!labels) return undefined
  const expressions = items(at({ selector }, 'selector.matchExpressions')).flatMap((one): Wanted[] => {
    const { key, operator, values } = one as { key?: unknown; operator?: unknown; values?: unknown }
    if (typeof key !== 'string' || typeof operator !== 'string') return []
    const listed = items(values).map((value) => (typeof value === 'string' ? value : new Rendered('?')))
    if (operator === 'In') return [{ key, values: listed }]
    if (operator === 'Exists') return [{ key }]
    return [{ key, not: true, ...(operator === 'NotIn' && { values: listed }) }]
  })
  const wanted = [...[...labels].map(([key, value]): Wanted => ({ key, values: [value] })), ...expressions]
  return wanted.length > 0 ? wanted : undefined
}

/** Whether a selector chooses what has these labels, as far as that is known. */
export function matches(wanted: readonly Wanted[], labels: Labels): boolean {
  return wanted.every(({ key, values, not }) => {
    const own = labels.get(key)
    if (own === undefined) return not === true
    if (values === undefined) return !not
    // What only the render knows is no reason to refuse.
    if (not) return !(typeof own === 'string' && values.every((value) => value === own))
    return values.some((value) => mayEqual(value, own))
  })
}

function mayEqual(a: string | Rendered, b: string | Rendered): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b
  if (typeof a !== 'string' && typeof b !== 'string') return true
  // The operator's names: a text that was right once is wrong under another name.
  const rendered = (typeof a === 'string' ? b : a) as Rendered
  return !['nameOverride', 'Release.Name'].includes(rendered.as)
}
