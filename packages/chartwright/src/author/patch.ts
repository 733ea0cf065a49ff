import type { KindName, KindPatches } from '../kubernetes/index.ts'
import type { Part } from './part.ts'
import { siteField, type Site } from './site.ts'

/** Fields to change in an object that the compiler makes. */
export interface PatchPart {
  part: 'patch'
  kind: string
  component: string
  fields: Readonly<Record<string, unknown>>
  at?: Site
}

/** In a patch: the field is left out. @example patch('Deployment', 'web', { spec: { strategy: removed } }) */
export const removed = Object.freeze({ chartwright: 'removed' }) as never

export function isRemoved(value: unknown): boolean {
  return value === (removed as unknown)
}

/**
 * Changes an object that the compiler makes, before it is written: whatever Kubernetes has and this language has
 * no word for. Maps are merged; lists whose items have names are merged by name, others replaced; `removed`
 * leaves a field out. The result is checked and proven like the rest.
 *
 * @param component whose object it is: the name of the part that it is made for
 * @example patch('Deployment', 'web', { spec: { template: { spec: { shareProcessNamespace: true } } } })
 */
export function patch<K extends KindName>(kind: K, component: string, fields: KindPatches[K]): Part {
  return { part: 'patch', kind, component, fields: fields as PatchPart['fields'], ...siteField() }
}
