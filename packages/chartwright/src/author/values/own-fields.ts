import { nodeOf } from './expression.ts'

/**
 * The fields of a spec that may be a group of values itself (`autoscale: $.web.autoscaling`): a group answers
 * only for what it declares, so that the rest reads as left out.
 */
export function ownFields<T extends object>(spec: T): Partial<T> {
  const node = nodeOf(spec)
  if (!node) return spec
  if (node.e === 'lit' || node.type.t !== 'group') return {}
  return Object.fromEntries(
    Object.keys(node.type.fields).map((key) => [key, spec[key as keyof T]]),
  ) as Partial<T>
}
