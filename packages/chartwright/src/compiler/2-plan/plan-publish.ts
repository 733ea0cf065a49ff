import { eq, gt, toNode, type PublishPart } from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { portsOfPod } from './mounts.ts'
import { onlyIf, tree } from './tree.ts'
import { podLabels } from './workload-object.ts'

/** The Service by which the outside reaches one port. */
export function planPublish(part: PublishPart, planning: Planning): void {
  const { workload, port } = part.to
  const values = part.from
  const named = portsOfPod(workload).find(({ name }) => name === port)!
  const balanced = toNode(eq(values.type, 'LoadBalancer'))
  addResource(planning, {
    kind: 'Service',
    component: part.name,
    file: `${part.name}-service.yaml`,
    when: toNode(values.enabled),
    body: tree({
      ...header('v1', 'Service', part.name, { annotations: values.annotations }),
      spec: {
        type: values.type,
        externalTrafficPolicy: values.externalTrafficPolicy,
        loadBalancerSourceRanges: onlyIf(balanced, values.loadBalancerSourceRanges),
        ports: [
          {
            name: port,
            port: values.port,
            targetPort: port,
            nodePort: onlyIf(toNode(gt(values.nodePort, 0)), values.nodePort),
            protocol: named.port.protocol ?? 'TCP',
          },
        ],
        selector: podLabels(workload),
      },
    }),
    ...(part.at && { at: part.at }),
  })
}
