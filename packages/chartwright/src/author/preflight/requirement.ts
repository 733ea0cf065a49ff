import type { Arg } from '../values/expression.ts'
import type { Condition } from '../values/functions.ts'
import { siteField, type Site } from '../site.ts'

/** What preflight looks for. */
export type Look =
  /** An API of the cluster, as `keda.sh/v1alpha1`. */
  | { api: string }
  /** A resource that some node offers, as `nvidia.com/gpu`. */
  | { nodeResource: Arg<string> }
  /** A storage class and how its volumes can be mounted; an empty name is the default class. */
  | { storageClass: Arg<string>; accessMode: Arg<string> }
  /** An object of the namespace, or of the cluster, with these keys of its data. */
  | { object: Arg<string>; name: Arg<string>; keys?: readonly string[] }
  /** A port that nothing else may hold on the nodes. */
  | { freeNodePort: Arg<number> }
  /** A command on the machine from which it is installed. */
  | { tool: string }
  /** The DNS of the cluster keeps answers no longer than so many seconds. */
  | { dnsCacheSeconds: Arg<number> }
  /** An image whose configuration has a label, by which its maker says what it can do. */
  | { image: Arg<string>; label: string }
  /** A metric that Prometheus must know. */
  | { metric: string; server: Arg<string> }

export interface RequirementPart {
  part: 'requirement'
  about: string
  look: Look
  when?: Condition
  optional?: string
  at?: Site
}

/**
 * What must be there before an install, as data: a line of the README, and a question that preflight asks of
 * the cluster.
 *
 * @param options.when the values that make it needed
 * @param options.optional what happens without it
 * @example requirement('KEDA', { api: 'keda.sh/v1alpha1' }, { when: $.autoscaling.enabled })
 */
export function requirement(
  about: string,
  look: Look,
  options: { when?: Condition; optional?: string } = {},
): RequirementPart {
  return { part: 'requirement', about, look, ...options, ...siteField() }
}
