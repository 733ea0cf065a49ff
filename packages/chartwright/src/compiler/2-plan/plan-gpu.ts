import {
  and,
  eq,
  expression,
  toNode,
  type Expr,
  type ExprNode,
  type GpuValues,
  type Type,
} from '../../author/index.ts'
import { merged, onlyIf, splice } from './tree.ts'

const map: Type = { t: 'user', what: { name: 'map', schema: {} } }
const of = (fn: 'member' | 'omit' | 'merge', ...args: unknown[]): Expr<object> =>
  expression({ e: 'call', fn, args: args.map(toNode), type: map } as ExprNode)

const resource = { nvidia: 'nvidia.com/gpu', amd: 'amd.com/gpu' } as const
// The labels that the GPU operators of the two makers give to nodes.
const label = { nvidia: 'nvidia.com/gpu.present', amd: 'feature.node.kubernetes.io/amd-gpu' } as const

const isOf = (gpu: GpuValues, maker: 'nvidia' | 'amd') => toNode(and(gpu.enabled, eq(gpu.type, maker)))

/**
 * Resources whose GPUs are those that `gpu` asks for: a number of GPUs in the operator's own resources, as a
 * document may show it, would otherwise ask for the wrong maker's, or for one where there is none.
 */
export function gpuResources(gpu: GpuValues, resources: unknown): unknown {
  const without = (part: string) => of('omit', of('member', resources, part), resource.nvidia, resource.amd)
  return {
    requests: without('requests'),
    limits: merged(
      splice(without('limits')),
      onlyIf(
        toNode(gpu.enabled),
        onlyIf(toNode(eq(gpu.type, 'amd')), { [resource.amd]: gpu.count }, { [resource.nvidia]: gpu.count }),
      ),
    ),
  }
}

/** The operator's own selector and the one of GPU nodes, together. */
export function gpuNodeSelector(gpu: GpuValues, own: unknown): unknown {
  const both = own === undefined ? gpu.nodeSelector : of('merge', own, gpu.nodeSelector)
  const labelled = (one: string) =>
    merged({ [one]: 'true' }, splice(of('omit', both, label.nvidia, label.amd)))
  const nvidia = inPool(gpu) ? labelled(label.nvidia) : both
  return onlyIf(isOf(gpu, 'amd'), labelled(label.amd), onlyIf(toNode(gpu.enabled), nvidia, own))
}

/** An entry that the operator adds to a map has no default that is a map or a list: what NVIDIA's nodes have is written. */
const inPool = ({ tolerations }: GpuValues) => toNode(tolerations).e === 'field'

/** The operator's own tolerations, then those of GPU nodes. */
export function gpuTolerations(gpu: GpuValues, own: unknown): unknown {
  const amd = { key: resource.amd, operator: 'Exists', effect: 'NoSchedule' }
  const nvidia = { ...amd, key: resource.nvidia }
  return [
    ...(own === undefined ? [] : [splice(own)]),
    onlyIf(isOf(gpu, 'amd'), amd),
    ...(inPool(gpu) ? [onlyIf(isOf(gpu, 'nvidia'), nvidia)] : []),
    onlyIf(toNode(gpu.enabled), splice(gpu.tolerations)),
  ]
}
