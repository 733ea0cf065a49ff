import {
  componentName,
  eq,
  expression,
  ne,
  nodeOf,
  placedAt,
  placedBy,
  portsOf,
  siteOfProperty,
  str,
  toNode,
  type Arg,
  type Expr,
  type ExprNode,
  type NamedPort,
  type ServiceSpec,
  type Site,
  type WorkloadPart,
} from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { sidecarsOf } from './mounts.ts'
import { eachOf, include, merged, onlyIf, tree } from './tree.ts'

/** The Service in front of a workload. */
export function planService(part: WorkloadPart, planning: Planning): void {
  const { spec } = part
  addResource(planning, {
    kind: 'Service',
    component: part.name,
    file: `${part.name}-service.yaml`,
    body: tree({
      ...header('v1', 'Service', part.name, { annotations: spec.serviceAnnotations }),
      spec: placedBy(
        {
          type: spec.serviceType ?? 'ClusterIP',
          clusterIP: spec.headless && 'None',
          externalTrafficPolicy: ofType(spec, spec.externalTrafficPolicy, (type) => ne(type, 'ClusterIP')),
          loadBalancerSourceRanges: ofType(spec, spec.loadBalancerSourceRanges, (type) =>
            eq(type, 'LoadBalancer'),
          ),
          ports: servicePorts(part),
          selector: merged(include('selectorLabels'), { 'app.kubernetes.io/component': part.name }),
        },
        spec,
        { type: 'serviceType', clusterIP: 'headless', ports: ['expose', 'ports'] },
      ),
    }),
    ...(part.spec.when && { when: toNode(part.spec.when) }),
    ...(part.at && { at: part.at }),
  })
}

/** The headless Service of a StatefulSet, with an address for each pod from its first moment on, or of a ring. */
export function planHeadlessService(part: WorkloadPart, planning: Planning): void {
  addResource(planning, {
    kind: 'Service',
    component: part.name,
    file: `${part.name}-headless-service.yaml`,
    body: tree({
      ...header('v1', 'Service', part.name, { name: headlessName(part) }),
      spec: {
        clusterIP: 'None',
        // A ring has those for members who can take work.
        publishNotReadyAddresses: part.spec.stateful,
        ports: servicePorts(part),
        selector: merged(include('selectorLabels'), { 'app.kubernetes.io/component': part.name }),
      },
    }),
    ...(part.spec.when && { when: toNode(part.spec.when) }),
    ...(part.at && { at: part.at }),
  })
}

export function headlessName(part: WorkloadPart) {
  return str`${componentName(part.name)}-headless`
}

/** The ports of a workload's Service, and the number each has there. A Service cannot list a range. */
export function exposedPorts(part: WorkloadPart): (NamedPort & { number: Arg<number> })[] {
  const own = portsOf(part.spec.ports).filter(({ port }) => port.last === undefined)
  if (!part.spec.expose) return own.map((one) => ({ ...one, number: one.port.number }))
  const all = [...own, ...sidecarsOf(part).flatMap(({ spec }) => portsOf(spec.ports))]
  return portsOf(part.spec.expose).flatMap(({ name, port, condition }) =>
    all
      .filter((one) => one.name === name)
      .map((one) => ({ ...one, number: port.number, condition: condition ?? one.condition })),
  )
}

function servicePorts(part: WorkloadPart) {
  const single = exposedPorts(part).map(({ name, number, port, condition }) =>
    onlyIf(
      condition,
      placedAt(
        { name, port: number, targetPort: name, protocol: port.protocol ?? 'TCP' },
        siteOfPort(part, name),
      ),
    ),
  )
  return [...single, ...rangesOf(part).map((range) => onlyIf(range.condition, everyPort(range)))]
}

/** Where a Service's port was written: what it exposes, else what the pods listen on. */
function siteOfPort({ spec }: WorkloadPart, name: string): Site | undefined {
  return siteOfProperty(spec.expose, name) ?? siteOfProperty(spec.ports, name)
}

/** The ranges whose every port the Service lists. */
export function rangesOf(part: WorkloadPart): NamedPort[] {
  return portsOf(part.spec.ports).filter(({ port }) => port.each)
}

function everyPort({ name, port }: NamedPort): unknown {
  const type = { t: 'int', max: 65535 } as const
  const numbers: ExprNode = { e: 'call', fn: 'range', args: [port.number, port.last].map(toNode), type }
  return eachOf(expression(numbers), 'number', type, (number) => ({
    name: str`${name}-${number as Expr<number>}`,
    port: number,
    targetPort: number,
    protocol: port.protocol ?? 'TCP',
  })).always()
}

/** A field that only some types of Services may have. */
function ofType(
  { serviceType: type }: ServiceSpec,
  field: unknown,
  has: (type: Expr<string>) => Expr<boolean>,
): unknown {
  if (field === undefined || type === undefined) return undefined
  return nodeOf(type) ? onlyIf(toNode(has(type as Expr<string>)), field) : field
}
