import { DiagnosticError } from '../../diagnostics/index.ts'
import { expression, nameOfNode, type App, type WorkloadPart } from '../../author/index.ts'
import type { Plan } from '../ir.ts'
import { applyPatches } from './apply-patches.ts'
import { addHelper, type HouseValues, type Planning } from './context.ts'
import { meetingNames } from './meeting-names.ts'
import { nameFiles } from './name-files.ts'
import { refuseCrossedRanges } from './port-ranges.ts'
import { houseHelpers } from './house-helpers.ts'
import { profileHelpers } from './profile-helpers.ts'
import { planAutoscaler } from './plan-autoscaler.ts'
import { planClaim } from './plan-claim.ts'
import { planConfig } from './plan-config.ts'
import { planDisruptionBudget } from './plan-disruption-budget.ts'
import { planExposure } from './plan-exposure.ts'
import { planExtraObjects } from './plan-extra-objects.ts'
import { planNetworkPolicies } from './plan-network-policies.ts'
import { planGateway } from './plan-gateway.ts'
import { planJob } from './plan-job.ts'
import { planMetrics } from './plan-metrics.ts'
import { planMtls } from './plan-mtls.ts'
import { planPublish } from './plan-publish.ts'
import { planRoute } from './plan-route.ts'
import { planObject } from './plan-object.ts'
import { planRole } from './plan-role.ts'
import { warnOfMadeSecrets } from './plan-generated-secret.ts'
import { planSecret } from './plan-secret.ts'
import { planHeadlessService, planService } from './plan-service.ts'
import { planServiceAccount } from './plan-service-account.ts'
import { planStreamRoute } from './plan-stream-route.ts'
import { planSingletonGuard } from './plan-singleton-guard.ts'
import { planTest } from './plan-test.ts'
import { planWorkload } from './plan-workload.ts'

export interface Planned {
  plan: Plan
  /** Names that the chart sets itself: environment variables by the operator's list, and labels of pools. */
  reserved: { env: ReadonlyMap<string, ReadonlySet<string>>; labels: string[] }
}

/** Turns a checked description into Kubernetes objects whose values are still expressions. */
export function plan(app: App): Planned {
  const result: Plan = {
    resources: [],
    helpers: [],
    validations: [],
    warnings: [],
    madeSecrets: [],
    notes: [],
    fullnameMax: 63 - longestSuffix(app),
  }
  const planning: Planning = {
    app,
    house: expression<HouseValues>({ e: 'value', path: [], type: app.values }),
    plan: result,
    reservedEnv: new Map(),
    problems: [],
  }
  result.helpers.push(...houseHelpers(result.fullnameMax))
  result.helpers.push(...profileHelpers(app))
  planServiceAccount(planning)
  for (const part of app.parts) {
    switch (part.part) {
      case 'volume':
        planClaim(part, planning)
        break
      case 'config':
        planConfig(part, planning)
        break
      case 'secret':
        planSecret(part, planning)
        break
      case 'workload':
        if (part.kind === 'job') {
          planJob(part, planning)
          break
        }
        planWorkload(part, planning)
        refuseCrossedRanges(part, planning)
        planRole(part, planning)
        planAutoscaler(part, planning)
        planDisruptionBudget(part, planning)
        if (part.kind === 'service') planService(part, planning)
        if (part.spec.stateful || (part.spec.ring && !part.spec.headless)) planHeadlessService(part, planning)
        break
      case 'network-policies':
        planNetworkPolicies(part, planning)
        break
      case 'route':
        planRoute(part, planning)
        break
      case 'gateway':
        planGateway(part, planning)
        break
      case 'stream-route':
        planStreamRoute(part, planning)
        break
      case 'publish':
        planPublish(part, planning)
        break
      case 'metrics':
        planMetrics(part, planning)
        break
      case 'mtls':
        planMtls(part, planning)
        break
      case 'exposure':
        planExposure(part, planning)
        break
      case 'singleton-guard':
        planSingletonGuard(part, planning)
        break
      case 'derived':
        addHelper(planning, {
          name: part.helper,
          doc: part.doc,
          body: { choice: part.value },
          ...(part.at && { at: part.at }),
        })
        break
      case 'refusal':
        result.validations.push(part)
        break
      case 'warning':
        result.warnings.push(part)
        break
      case 'note':
        result.notes.push(part)
        break
    }
  }
  // Last, so that an object cannot take the place of one that the chart makes by itself.
  for (const part of app.parts) if (part.part === 'object') planObject(part, planning)
  planExtraObjects(planning)
  planTest(planning)
  warnOfMadeSecrets(result)
  applyPatches(planning)
  planning.problems.push(...meetingNames(result.resources))
  nameFiles(planning)
  if (planning.problems.length > 0) throw new DiagnosticError(planning.problems)
  const labels = app.parts.flatMap((part) => (part.part === 'workload' && part.pool ? [part.pool.label] : []))
  return { plan: result, reserved: { env: planning.reservedEnv, labels } }
}

/** The longest text that names put behind the full name. Kubernetes: a label, and so a Service, has 63. */
function longestSuffix(app: App): number {
  const suffixes = app.parts.map((part) => {
    // A CronJob puts the time behind its name: 11 characters.
    if (part.part === 'workload' && part.job?.kind === 'cron') return part.name.length + 1 + 11
    // A StatefulSet's pods carry its name and a hash of ten characters as a label.
    if (part.part === 'workload' && part.spec.stateful) return part.name.length + 1 + 11
    if (part.part === 'workload' && part.spec.ring && !part.spec.headless)
      return part.name.length + 1 + '-headless'.length
    if (part.part === 'workload') return part.name.length + 1 + (part.pool ? poolKeyLength(part) + 1 : 0)
    if (part.part === 'network-policies') return '-default-deny'.length
    if (part.part === 'mtls') return Math.max(...part.components.map((name) => `-${name}-tls`.length))
    if (part.part === 'gateway') return `-${part.name}-redirect`.length
    if (part.part === 'route' && part.spec.rewriteBy) return `-${part.name}-rewrite-9`.length
    if (part.part === 'object') return part.component.length + 1
    return 'name' in part ? part.name.length + 1 : 0
  })
  return Math.max('-test'.length, ...suffixes)
}

export function poolKeyLength(part: WorkloadPart): number {
  const over = part.pool!.over
  const keys = over.e === 'value' && over.type.t === 'map' ? over.type.keys : undefined
  if (!keys?.maxLength) throw new Error(`the keys of ${nameOfNode(over)} have no length, which checks refuse`)
  return keys.maxLength
}
