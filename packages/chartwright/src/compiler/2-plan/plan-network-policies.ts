import {
  and,
  connectionsOf,
  expression,
  or,
  placedAt,
  placedBy,
  siteOfProperty,
  toNode,
  whenOf,
  type Condition,
  type Expr,
  type ExprNode,
  type External,
  type NamedPort,
  type NetworkPoliciesPart,
  type PortRef,
  type ScaleTrigger,
  type Type,
  type WorkloadPart,
} from '../../author/index.ts'
import { asksPort } from './asked-by-keda.ts'
import { addResource, header, type Planning } from './context.ts'
import { portsOfPod } from './mounts.ts'
import { outsidePorts } from './outside.ts'
import { scaledByKeda } from './plan-scaled-object.ts'
import { eachOf, include, merged, onlyIf, Ready, splice, tree } from './tree.ts'

/** A policy for each workload: what connects to it, whom it connects to, and name resolution. */
export function planNetworkPolicies(part: NetworkPoliciesPart, planning: Planning): void {
  const workloads = planning.app.parts.filter((one): one is WorkloadPart => one.part === 'workload')
  const { extraIngress, extraEgress } = part.spec
  for (const workload of workloads) {
    const ingress = [...ingressRules(workload, workloads, part, planning), ...extra(extraIngress)]
    const api = (workload.spec.may ?? []).length > 0 ? [clusterApi] : []
    const egress = [dns, ...api, ...egressRules(workload, part), ...extra(extraEgress)]
    addPolicy(
      part,
      planning,
      workload.name,
      {
        podSelector: podsOf(workload.name),
        policyTypes: ['Ingress', 'Egress'],
        ingress: ingress.length > 0 ? ingress : undefined,
        egress,
      },
      workload,
    )
  }
  if (workloads.some(({ kind }) => kind === 'service'))
    addPolicy(part, planning, 'test', {
      podSelector: podsOf('test'),
      policyTypes: ['Ingress', 'Egress'],
      egress: [dns, { to: [{ podSelector: { matchLabels: merged(include('selectorLabels')) } }] }],
    })
  if (part.spec.defaultDeny === false) return
  addPolicy(part, planning, 'default-deny', {
    podSelector: { matchLabels: merged(include('selectorLabels')) },
    policyTypes: ['Ingress', 'Egress'],
  })
}

// Resolvers listen in the network of a node, in the cluster, or both: only the port is the same everywhere.
const dns = {
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
}

// Policies see where a connection ends: the API server's own port behind its Service, which is one or the other.
const clusterApi = {
  ports: [
    { port: 443, protocol: 'TCP' },
    { port: 6443, protocol: 'TCP' },
  ],
}

function addPolicy(
  part: NetworkPoliciesPart,
  planning: Planning,
  component: string,
  spec: object,
  workload?: WorkloadPart,
): void {
  const at = workload?.at ?? part.at
  const when = workload?.spec.when
  const enabled = expression<Expr<boolean>>(part.enabled)
  addResource(planning, {
    kind: 'NetworkPolicy',
    component,
    file: `${component}-networkpolicy.yaml`,
    body: tree({ ...header('networking.k8s.io/v1', 'NetworkPolicy', component), spec }),
    when: when ? toNode(and(enabled, when)) : part.enabled,
    ...(at && { at }),
  })
}

function podsOf(component: string) {
  return { matchLabels: merged(include('selectorLabels'), { 'app.kubernetes.io/component': component }) }
}

/** For each port: those who connect to it, and everybody when it is exposed to the outside. */
function ingressRules(
  workload: WorkloadPart,
  all: readonly WorkloadPart[],
  part: NetworkPoliciesPart,
  planning: Planning,
): unknown[] {
  const outside = outsidePorts(workload, planning)
  const scraped = planning.app.parts.some((one) => one.part === 'metrics')
  return portsOfPod(workload).flatMap((named) => {
    const site = siteOfProperty(workload.spec.ports, named.name)
    const ports = [placedAt(policyPort(named), site)]
    const callers = all.flatMap((one) =>
      connectionsFrom(one)
        .filter(({ to }) => 'workload' in to && to.workload === workload && to.port === named.name)
        .map(({ to, condition }) => ({ name: one.name, host: one.spec.hostNetwork, condition, at: to.at })),
    )
    const rules: unknown[] = []
    const open = outside.filter(({ port }) => port === named.name)
    if (open.length > 0) rules.push(onlyIf(anyOf(open), { ports }))
    // Prometheus may run in any namespace.
    if (scraped && named.name === 'metrics')
      rules.push({ ports, from: [{ namespaceSelector: new Ready({ y: 'empty' }) }] })
    // So does KEDA.
    const asked = askedByKeda(workload, named, all)
    if (asked.length > 0)
      rules.push(onlyIf(anyOf(asked), { ports, from: [{ namespaceSelector: new Ready({ y: 'empty' }) }] }))
    const peers = callers.map(({ name, condition, at }) =>
      onlyIf(condition && toNode(condition), placedAt({ podSelector: podsOf(name) }, at)),
    )
    const tested = workload.kind === 'service' && !workload.spec.headless && !named.port.protocol
    const test = tested ? [{ podSelector: podsOf('test') }] : []
    // An empty list of peers would admit everybody: the rule goes with the last of them.
    if (peers.length + test.length > 0)
      rules.push(onlyIf(test.length > 0 ? undefined : anyOf(callers), { ports, from: [...peers, ...test] }))
    for (const { host, condition } of callers)
      if (host)
        rules.push(onlyIf(toNode(condition ? and(condition, host) : and(host)), { ports, from: nodes(part) }))
    return named.condition ? rules.map((rule) => onlyIf(named.condition, rule)) : rules
  })
}

/** When KEDA asks a port on behalf of others, as for the length of a queue. */
function askedByKeda(
  workload: WorkloadPart,
  { port }: NamedPort,
  all: readonly WorkloadPart[],
): { condition: Condition | undefined }[] {
  return all.flatMap((one) =>
    (one.spec.autoscale ? (one.spec.keda?.triggers ?? []) : []).flatMap((trigger) => {
      const conditional = whenOf(trigger)
      const asked = asksPort((conditional?.then ?? trigger) as ScaleTrigger, workload, port.number)
      if (!asked) return []
      const known = [scaledByKeda(one), conditional?.condition, asked.condition].flatMap((condition) =>
        condition && !readsVariable(condition) ? [expression<Expr<boolean>>(condition)] : [],
      )
      return [{ condition: known.length > 0 ? and(...known) : undefined }]
    }),
  )
}

/** A policy is for all pools at once: what depends on the values of one is open to all. */
function connectionsFrom(workload: WorkloadPart) {
  return connectionsOf(workload.spec.connectsTo).map(({ to, condition }) => ({
    to,
    condition: condition && readsVariable(toNode(condition)) ? undefined : condition,
  }))
}

function readsVariable(node: ExprNode): boolean {
  if (node.e === 'var') return true
  if (node.e === 'field') return readsVariable(node.of)
  return node.e === 'call' && node.args.some(readsVariable)
}

/** Pods in the network of their node have its address. While no addresses are given, any may come. */
function nodes(part: NetworkPoliciesPart): unknown[] | undefined {
  return part.spec.nodeCIDRs && [blocks(part.spec.nodeCIDRs)]
}

const cidr: Type = { t: 'string', safe: 'quoted' }
const blocks = (list: Expr<readonly string[]>) =>
  eachOf(list, 'cidr', cidr, (item) => ({ ipBlock: { cidr: item } }))

function egressRules(workload: WorkloadPart, part: NetworkPoliciesPart): unknown[] {
  return connectionsFrom(workload).map(({ to, condition }) =>
    onlyIf(condition && toNode(condition), 'workload' in to ? toWorkload(to, part) : toExternal(to)),
  )
}

function toWorkload({ workload, port, at }: PortRef, part: NetworkPoliciesPart): unknown {
  const named = portsOfPod(workload).find(({ name }) => name === port)!
  const ports = [policyPort(named)]
  const { hostNetwork } = workload.spec
  const direct = placedAt({ ports, to: [{ podSelector: podsOf(workload.name) }] }, at)
  return hostNetwork ? onlyIf(toNode(hostNetwork), placedAt({ ports, to: nodes(part) }, at), direct) : direct
}

function toExternal({ external, at }: External): unknown {
  const numbers = Array.isArray(external.port) ? (external.port as unknown[]) : [external.port]
  const ports = numbers.map((port) =>
    placedBy({ port, endPort: external.last, protocol: external.protocol ?? 'TCP' }, external, {
      port: 'port',
      endPort: 'last',
      protocol: ['protocol', 'port'],
    }),
  )
  return placedAt({ ports, to: external.cidrs && [blocks(external.cidrs)] }, at)
}

/** Policies see the port of the pod, whatever the Service calls it. */
function policyPort({ port }: NamedPort): object {
  return { port: port.number, endPort: port.last, protocol: port.protocol ?? 'TCP' }
}

function extra(rules: Expr<readonly object[]> | undefined): unknown[] {
  return rules ? [splice(rules)] : []
}

/** When one of several is there; undefined when one always is. */
function anyOf(list: readonly { condition: Condition | undefined }[]): ExprNode | undefined {
  const known = list.flatMap(({ condition }) => (condition ? [condition] : []))
  return known.length < list.length ? undefined : toNode(or(...known))
}
