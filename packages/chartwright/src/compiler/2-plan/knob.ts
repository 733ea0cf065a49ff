import { nodeOf, type Knobs, type WorkloadPart } from '../../author/index.ts'

/** One of the operator's knobs, when the workload's values have it. */
export function knob<T>(part: WorkloadPart, key: keyof Knobs, make: (value: unknown) => T[]): T[] {
  const node = nodeOf(part.spec.values)
  if (!node || node.e === 'lit' || node.type.t !== 'group' || !Object.hasOwn(node.type.fields, key)) return []
  return make((part.spec.values as Knobs)[key])
}
