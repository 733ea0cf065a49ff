import {
  and,
  componentName,
  expression,
  or,
  str,
  toNode,
  type Condition,
  type Expr,
  type ExprNode,
  type ServiceSpec,
  type WorkloadPart,
} from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { exposedPorts } from './plan-service.ts'
import { imageText, securityOfPod } from './pod.ts'
import { merged, onlyIf, tree } from './tree.ts'

/**
 * A pod for `helm test` that fails when a Service has no endpoint: it asks each port that answers HTTP for
 * the path of its probe, and opens a connection to the others.
 */
export function planTest(planning: Planning): void {
  const services = planning.app.parts.filter(
    (part): part is WorkloadPart =>
      part.part === 'workload' && part.kind === 'service' && !part.spec.headless,
  )
  if (services.length === 0) return
  const { tests } = planning.house
  const asked = services.flatMap((part) =>
    exposedPorts(part)
      .filter(({ port }) => port.protocol === undefined)
      .map(({ name, number, condition }) => ({
        condition: both(part.spec.when, condition),
        container: {
          name: `${part.name}-${name}`,
          image: imageText(tests.image),
          imagePullPolicy: tests.image.pullPolicy,
          securityContext: planning.house.securityContext,
          command: probeCommand(part, name, number),
          resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
        },
      })),
  )
  if (asked.length === 0) return
  const containers = asked.map(({ condition, container }) => onlyIf(condition, container))
  const conditions = asked.flatMap(({ condition }) =>
    condition ? [expression<Expr<boolean>>(condition)] : [],
  )
  addResource(planning, {
    kind: 'Pod',
    component: 'test',
    file: 'tests/connection-test.yaml',
    // A pod without containers is none.
    ...(conditions.length === asked.length && { when: toNode(or(...conditions)) }),
    body: tree({
      ...header('v1', 'Pod', 'test', {
        annotations: {
          'helm.sh/hook': 'test',
          'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
        },
      }),
      spec: merged(securityOfPod(planning), { restartPolicy: 'Never', containers }),
    }),
  })
}

function both(workload: Condition | undefined, port: ExprNode | undefined): ExprNode | undefined {
  if (!workload) return port
  return port ? toNode(and(workload, expression<Expr<boolean>>(port))) : toNode(workload)
}

function probeCommand(part: WorkloadPart, name: string, port: unknown): unknown[] {
  const host = componentName(part.name)
  const path = httpPath(part.spec, name)
  // One try a second: a Service gets its endpoint only when a pod is ready, which may be a moment later.
  const again = (command: string) => `for i in $(seq 30); do ${command} && exit 0; sleep 1; done; exit 1`
  const number = port as Expr<number>
  if (path === undefined) return ['sh', '-c', again('nc -z -w 5 "$0" "$1"'), host, str`${number}`]
  return ['sh', '-c', again('wget -q -T 5 -O /dev/null "$0"'), str`http://${host}:${number}${path}`]
}

function httpPath(spec: ServiceSpec, port: string): Expr<string> | string | undefined {
  for (const probe of [spec.ready, spec.live, spec.startup])
    if (probe && 'http' in probe.handler && probe.handler.http.port === port) return probe.handler.http.path
  return undefined
}
