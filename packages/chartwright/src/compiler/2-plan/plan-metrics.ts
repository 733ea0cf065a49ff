import { and, hasApi, not, toNode, type MetricsPart } from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { include, merged, splice, tree } from './tree.ts'

const api = 'monitoring.coreos.com/v1'

/** A Service over the metrics of all pods, and the ServiceMonitor that Prometheus finds them by. */
export function planMetrics(part: MetricsPart, planning: Planning): void {
  const { enabled, port, serviceMonitor } = part.from
  const at = part.at && { at: part.at }
  addResource(planning, {
    kind: 'Service',
    component: part.name,
    file: `${part.name}-service.yaml`,
    when: toNode(enabled),
    body: tree({
      ...header('v1', 'Service', part.name),
      spec: {
        clusterIP: 'None',
        // Pods that are not ready tell why in their metrics.
        publishNotReadyAddresses: true,
        ports: [{ name: 'metrics', port, targetPort: 'metrics', protocol: 'TCP' }],
        // Every pod of the release; those without a port of that name have no endpoint here.
        selector: merged(include('selectorLabels')),
      },
    }),
    ...at,
  })
  const wanted = and(enabled, serviceMonitor.enabled)
  addResource(planning, {
    kind: 'ServiceMonitor',
    component: part.name,
    file: `${part.name}-servicemonitor.yaml`,
    when: toNode(and(wanted, hasApi(api))),
    body: tree({
      ...header(api, 'ServiceMonitor', part.name, { labels: splice(serviceMonitor.labels) }),
      spec: {
        selector: {
          matchLabels: merged(include('selectorLabels'), { 'app.kubernetes.io/component': part.name }),
        },
        podTargetLabels: ['app.kubernetes.io/component'],
        endpoints: [{ port: 'metrics', path: part.path, interval: serviceMonitor.interval }],
      },
    }),
    ...at,
  })
  planning.plan.warnings.push({
    condition: toNode(and(wanted, not(hasApi(api)))),
    message: toNode(
      'This cluster has no ServiceMonitor (monitoring.coreos.com/v1), so none was made: Prometheus will not find the metrics by itself. Install the Prometheus Operator and upgrade the release.',
    ),
    ...at,
  })
}
