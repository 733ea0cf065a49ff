import { toNode, type StreamRoutePart } from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { numberOf, parentRefs, refuseHomeless, serviceOf, streamApi } from './gateway-refs.ts'
import { tree } from './tree.ts'

/** A TCPRoute, or a UDPRoute, while its switch is on. */
export function planStreamRoute(part: StreamRoutePart, planning: Planning): void {
  const { from, to, on, name, protocol } = part
  refuseHomeless(planning, from, on, part.at)
  const kind = `${protocol}Route` as const
  addResource(planning, {
    kind,
    component: name,
    file: `${name}-${kind.toLowerCase()}.yaml`,
    when: toNode(from.enabled),
    body: tree({
      ...header('', kind, name, { annotations: from.annotations }),
      apiVersion: streamApi(kind),
      spec: {
        parentRefs: parentRefs(on, name, from.parentRefs),
        rules: [{ backendRefs: [{ name: serviceOf(to), port: numberOf(to) }] }],
      },
    }),
    ...(part.at && { at: part.at }),
  })
}
