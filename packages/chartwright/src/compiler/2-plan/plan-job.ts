import { nodeOf, type WorkloadPart } from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { podTemplate } from './plan-workload.ts'
import { tree } from './tree.ts'
import { workloadName, workloadResource } from './workload-object.ts'

/** A job: one that Helm runs at points of a release's life, or a CronJob. */
export function planJob(part: WorkloadPart, planning: Planning): void {
  const job = part.job!
  const spec = {
    backoffLimit: job.backoffLimit,
    activeDeadlineSeconds: job.activeDeadlineSeconds,
    template: podTemplate(part, planning),
  }
  if (job.kind === 'hook') {
    const annotations = {
      'helm.sh/hook': job.on.join(','),
      'helm.sh/hook-weight': job.weight === 0 ? undefined : String(job.weight),
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    }
    const head = header('batch/v1', 'Job', part.name, { name: workloadName(part), annotations })
    return addResource(planning, workloadResource(part, 'Job', tree({ ...head, spec })))
  }
  const body = tree({
    ...header('batch/v1', 'CronJob', part.name, { name: workloadName(part) }),
    spec: {
      schedule: job.schedule,
      timeZone: job.timeZone,
      suspend: nodeOf(job.suspend) ? job.suspend : undefined,
      concurrencyPolicy: job.concurrencyPolicy,
      jobTemplate: { spec },
    },
  })
  addResource(planning, workloadResource(part, 'CronJob', body))
}
