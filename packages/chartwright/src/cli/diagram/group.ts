import type { DiagramEdge, DiagramGraph, DiagramNode } from './graph.ts'

/** Nodes that stand in one frame because they connect alike: an arrow at the frame is for each of them. */
export interface Group {
  id: string
  members: DiagramNode[]
}

export interface GroupedGraph {
  groups: Group[]
  edges: DiagramEdge[]
}

/**
 * Puts together what is called by the same and calls the same. Six services with nine dependencies have 54
 * connections, which say no more than one arrow between two frames, and nobody can follow them.
 */
export function groupNodes({ nodes, edges }: DiagramGraph): GroupedGraph {
  const groups = new Map<string, Group>()
  for (const node of nodes) {
    const likeness = neighbours(node.id, edges)
    const side = node.kind === 'job' ? 'workload' : node.kind
    const id = likeness === '' || node.kind === 'entrance' ? node.id : `${side} ${likeness}`
    const group = groups.get(id)
    if (group) group.members.push(node)
    else groups.set(id, { id, members: [node] })
  }
  const groupOf = new Map([...groups.values()].flatMap((group) => group.members.map(({ id }) => [id, group])))
  const merged = new Map<string, DiagramEdge>()
  for (const edge of edges) {
    const [from, to] = [groupOf.get(edge.from)!.id, groupOf.get(edge.to)!.id]
    const known = merged.get(`${from}\t${to}`)
    if (!known) merged.set(`${from}\t${to}`, { ...edge, from, to })
    else {
      known.isOff &&= edge.isOff
      if (known.ports.join() !== edge.ports.join()) known.ports = []
    }
  }
  return { groups: [...groups.values()], edges: [...merged.values()] }
}

/** Whom a node is connected with, in both directions, as a text to compare. */
function neighbours(id: string, edges: readonly DiagramEdge[]): string {
  const ends = edges.flatMap(({ from, to }) => (from === id ? [`→ ${to}`] : to === id ? [`← ${from}`] : []))
  return ends.sort().join(', ')
}
