import { nodeOf, placedBy, type WorkloadPart } from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { podTemplate } from './plan-workload.ts'
import { tree } from './tree.ts'
import { workloadName, workloadResource } from './workload-object.ts'

/** A job: one that Helm runs at points of a release's life, or a CronJob. */
export function planJob(part: WorkloadPart, planning: Planning): void {
  const job = part.job!
  const { spec: given } = part
  const plain = {
    backoffLimit: job.backoffLimit,
    activeDeadlineSeconds: job.activeDeadlineSeconds,
    template: podTemplate(part, planning),
  }
  const spec = placedBy(plain, given, {
    backoffLimit: 'backoffLimit',
    activeDeadlineSeconds: 'activeDeadlineSeconds',
  })
  if (job.kind === 'hook') {
    const noted = {
      'helm.sh/hook': job.on.join(','),
      'helm.sh/hook-weight': job.weight === 0 ? undefined : String(job.weight),
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    }
    const annotations = placedBy(noted, given, { 'helm.sh/hook': 'on', 'helm.sh/hook-weight': 'weight' })
    const head = header('batch/v1', 'Job', part.name, { name: workloadName(part), annotations })
    return addResource(planning, workloadResource(part, 'Job', tree({ ...head, spec })))
  }
  const body = tree({
    ...header('batch/v1', 'CronJob', part.name, { name: workloadName(part) }),
    spec: placedBy(
      {
        schedule: job.schedule,
        timeZone: job.timeZone,
        suspend: nodeOf(job.suspend) ? job.suspend : undefined,
        concurrencyPolicy: job.concurrencyPolicy,
        jobTemplate: { spec },
      },
      given,
      {
        schedule: 'schedule',
        timeZone: 'timeZone',
        suspend: 'suspend',
        concurrencyPolicy: 'concurrencyPolicy',
      },
    ),
  })
  addResource(planning, workloadResource(part, 'CronJob', body))
}
