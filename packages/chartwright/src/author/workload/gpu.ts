import { bool, group, int, oneOf, type Declaration, type FaceOf } from '../values/declaration.ts'
import { nodeSelector, tolerations } from '../values/operator-shapes.ts'

/**
 * The values of a workload that computes on GPUs: whether, whose, how many, and which nodes have them.
 *
 * @example gpu: gpu({ count: 1 })  // and in the workload: gpu: $.speech.gpu
 */
export function gpu(defaults: { enabled?: boolean; count?: number } = {}) {
  return group('The GPUs of each pod', {
    enabled: bool(defaults.enabled ?? true).doc('Ask for GPUs, and run on nodes that have them'),
    type: oneOf(['nvidia', 'amd']).doc(
      'Whose: decides the name of the resource, the label of the nodes and the taint',
    ),
    count: int(defaults.count ?? 1)
      .min(1)
      .max(64)
      .doc('How many; takes the place of a number of GPUs in resources'),
    nodeSelector: known(
      nodeSelector()
        .default({ 'nvidia.com/gpu.present': 'true' })
        .doc('Labels of nodes with GPUs; the one of NVIDIA is left out for amd'),
    ),
    tolerations: known(
      tolerations()
        .default([{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }])
        .doc('Taints of nodes with GPUs; the one of AMD is added for amd'),
    ),
  })
}

/** Of a pool, the templates write what GPU nodes have: an entry that an operator adds lacks these defaults. */
function known<D extends Declaration>(declaration: D): D {
  declaration.field.knownToTemplates = true
  return declaration
}

/** What gpu() gives in `$`. */
export type GpuValues = FaceOf<ReturnType<typeof gpu>>
