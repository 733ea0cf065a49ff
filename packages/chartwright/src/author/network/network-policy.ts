import { bool, group, listOf, string } from '../values/declaration.ts'
import { toNode, type Expr, type ExprNode } from '../values/expression.ts'
import { policyRules } from '../values/operator-shapes.ts'
import { ownFields } from '../values/own-fields.ts'
import type { Part } from '../part.ts'
import { siteField, type Site } from '../site.ts'

/** What the policies of a chart are made of, beside the connections of its workloads. */
export interface NetworkPoliciesSpec {
  /** The operator's switch. */
  enabled: Expr<boolean>
  /**
   * Denies what no connection asks for to every pod of the release, also to those that another part or the
   * operator adds. Left out, it does; false leaves such pods open.
   */
  defaultDeny?: boolean
  /** Addresses of the nodes: pods in the network of their node are known by nothing else. */
  nodeCIDRs?: Expr<readonly string[]>
  extraIngress?: Expr<readonly object[]>
  extraEgress?: Expr<readonly object[]>
}

export interface NetworkPoliciesPart {
  part: 'network-policies'
  spec: Omit<NetworkPoliciesSpec, 'enabled'>
  enabled: ExprNode
  at?: Site
}

/** The operator's values for networkPolicies(). @example networkPolicy: networkPolicy({ enabled: true }) */
export function networkPolicy(defaults: { enabled?: boolean } = {}) {
  return group('NetworkPolicies that admit what the components need of each other, and nothing else', {
    enabled: bool(defaults.enabled ?? false).doc('Render them; the network of the cluster must enforce them'),
    ...more(),
  })
}

/** The same for a chart with pods in the network of their nodes, which policies know by address alone. @example networkPolicy: hostNetworkPolicy() */
export function hostNetworkPolicy(defaults: { enabled?: boolean } = {}) {
  return group('NetworkPolicies that admit what the components need of each other, and nothing else', {
    enabled: bool(defaults.enabled ?? false).doc('Render them; the network of the cluster must enforce them'),
    nodeCIDRs: listOf(string('').pattern('^[0-9a-fA-F.:]+/[0-9]{1,3}$')).doc(
      'Addresses of the nodes, as 10.0.0.0/16; while empty, peers of pods in the network of a node admit every address',
    ),
    ...more(),
  })
}

const more = () => ({
  extraIngress: policyRules().doc('Ingress rules added for every component, as for a scraper'),
  extraEgress: policyRules().doc('Egress rules added for every component, as for ports that differ'),
})

/**
 * A NetworkPolicy for each workload, made of what `connectsTo` declares: both sides of every connection, name
 * resolution, and whatever is exposed to the outside.
 *
 * @example networkPolicies($.networkPolicy)
 */
export function networkPolicies(spec: NetworkPoliciesSpec): Part {
  const { enabled, ...rest } = ownFields(spec)
  return { part: 'network-policies', spec: rest, enabled: toNode(enabled), ...siteField() }
}
