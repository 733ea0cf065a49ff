import { and, hasApi, not, toNode, type MetricsPart } from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { include, merged, splice, tree } from './tree.ts'

const api = 'monitoring.coreos.com/v1'

/** A Service over the metrics of all pods, and the ServiceMonitor that Prometheus finds them by. */
export function planMetrics(part: MetricsPart, planning: Planning): void {
  const { enabled, port, serviceMonitor } = part.from
  const at = part.at && { at: part.at }
  const byService = part.monitor === 'ServiceMonitor'
  if (byService)
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
  const endpoints = [{ port: 'metrics', path: part.path, interval: serviceMonitor.interval }]
  const wanted = and(enabled, serviceMonitor.enabled)
  addResource(planning, {
    kind: part.monitor,
    component: part.name,
    file: `${part.name}-${part.monitor.toLowerCase()}.yaml`,
    when: toNode(and(wanted, hasApi(api))),
    body: tree({
      ...header(api, part.monitor, part.name, { labels: splice(serviceMonitor.labels) }),
      spec: {
        selector: {
          matchLabels: merged(
            include('selectorLabels'),
            byService ? { 'app.kubernetes.io/component': part.name } : undefined,
          ),
        },
        podTargetLabels: ['app.kubernetes.io/component'],
        endpoints: byService ? endpoints : undefined,
        podMetricsEndpoints: byService ? undefined : endpoints,
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
