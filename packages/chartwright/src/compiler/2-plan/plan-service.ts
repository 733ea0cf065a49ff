import type { WorkloadPart } from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { include, merged, tree } from './tree.ts'

/** The Service in front of a workload. */
export function planService(part: WorkloadPart, planning: Planning): void {
  const { spec } = part
  const exposed = Object.entries(spec.expose ?? spec.ports ?? {})
  addResource(planning, {
    kind: 'Service',
    component: part.name,
    file: `${part.name}-service.yaml`,
    body: tree({
      ...header('v1', 'Service', part.name, { annotations: spec.serviceAnnotations }),
      spec: {
        type: spec.serviceType ?? 'ClusterIP',
        ports: exposed.map(([port, number]) => ({
          name: port,
          port: number,
          targetPort: port,
          protocol: 'TCP',
        })),
        selector: merged(include('selectorLabels'), { 'app.kubernetes.io/component': part.name }),
      },
    }),
    ...(part.at && { at: part.at }),
  })
}
