import type { PortRef } from './connection.ts'
import { bool, group, int, listOf, oneOf, port, string, type FaceOf } from '../values/declaration.ts'
import { annotations } from '../values/operator-shapes.ts'
import type { Part } from '../part.ts'
import { siteField, type Site } from '../site.ts'

/**
 * The operator's values for a Service that the outside reaches without HTTP: `enabled`, `type`, `port`,
 * `nodePort`, `annotations`, `loadBalancerSourceRanges`, `externalTrafficPolicy`.
 *
 * @param defaults.nodePorts the node ports of the clusters it is for, where they are not Kubernetes' own 30000 to 32767
 * @example ssh: published({ port: 22 })  // and publish('git-ssh', git.port('ssh'), $.git.ssh)
 */
export function published(defaults: {
  enabled?: boolean
  port: number
  about?: string
  nodePorts?: readonly [first: number, last: number]
}) {
  const [first, last] = defaults.nodePorts ?? [30000, 32767]
  return group(defaults.about ?? 'Reaches it from outside by a Service of its own', {
    enabled: bool(defaults.enabled ?? false).doc('Make the Service'),
    type: oneOf(['LoadBalancer', 'NodePort']).doc('The type of the Service'),
    port: port(defaults.port).doc('The port outside'),
    nodePort: int(0)
      .min(first)
      .max(last)
      .orZero()
      .doc(`The port on every node, ${first} to ${last}; 0 leaves the choice to Kubernetes`),
    annotations: annotations().doc('Annotations, as load balancers read them'),
    loadBalancerSourceRanges: listOf(string('').pattern('^[0-9a-fA-F.:]+/[0-9]{1,3}$')).doc(
      'Addresses that may come in, in CIDR form; all when empty',
    ),
    externalTrafficPolicy: oneOf(['Cluster', 'Local']).doc("Local keeps the callers' addresses"),
  })
}

/** What `$` gives for the values of `published`. */
export type PublishedValues = FaceOf<ReturnType<typeof published>>

export interface PublishPart {
  part: 'publish'
  name: string
  to: PortRef
  from: PublishedValues
  at?: Site
}

/** A port that the outside reaches by a Service of its own: TCP or UDP, by load balancer or by node. @example publish('ssh', git.port('ssh'), $.git.ssh) */
export function publish(name: string, to: PortRef, from: PublishedValues): Part {
  return { part: 'publish', name, to, from, ...siteField() }
}
