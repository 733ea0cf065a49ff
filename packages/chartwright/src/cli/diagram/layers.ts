import type { GroupedGraph } from './group.ts'

/** A place in a column: a frame, or the way of arrows that pass by. */
export interface Slot {
  id: string
  /** The frame it holds; none where arrows pass by. */
  group: string | undefined
  layer: number
}

/** One step of an arrow from a column to the next. */
export interface Step {
  from: string
  to: string
  /** The arrows that go this way, by their places in the graph. */
  edges: number[]
}

export interface Layers {
  columns: Slot[][]
  steps: Step[]
  /** Arrows that would close a circle: they are laid out against their direction. */
  turned: ReadonlySet<number>
}

/** Frames in columns, callers left of whom they call; what is outside of the chart stands in the last column. */
export function layersOf(graph: GroupedGraph): Layers {
  const turned = circleEdges(graph)
  const directed = graph.edges.map(
    ({ from, to }, at) => (turned.has(at) ? [to, from] : [from, to]) as [string, string],
  )
  const layer = assignLayers(graph, directed)
  const last = Math.max(...layer.values())
  const columns: Slot[][] = Array.from({ length: last + 1 }, () => [])
  for (const { id } of graph.groups) columns[layer.get(id)!]!.push({ id, group: id, layer: layer.get(id)! })
  const steps = new Map<string, Step>()
  directed.forEach(([from, to], edge) => {
    let here = from
    // What leads back has a way of its own: its head is at the other end.
    const back = turned.has(edge) ? ' back' : ''
    for (let at = layer.get(from)! + 1; at <= layer.get(to)!; at++) {
      // Arrows to one frame join as soon as they can, those from one frame part as late as they can.
      const passing = `${to} past ${at}${back}`
      const next = at === layer.get(to) ? to : passing
      if (next === passing && !columns[at]!.some(({ id }) => id === passing))
        columns[at]!.push({ id: passing, group: undefined, layer: at })
      const step = steps.get(`${here}\t${next}${back}`)
      if (step) step.edges.push(edge)
      else steps.set(`${here}\t${next}${back}`, { from: here, to: next, edges: [edge] })
      here = next
    }
  })
  const result = { columns, steps: [...steps.values()], turned }
  orderColumns(result)
  return result
}

/** The arrows that lead back to where a walk along arrows came from. */
function circleEdges({ groups, edges }: GroupedGraph): Set<number> {
  const turned = new Set<number>()
  const state = new Map<string, 'open' | 'done'>()
  const walk = (id: string): void => {
    state.set(id, 'open')
    edges.forEach(({ from, to }, at) => {
      if (from !== id) return
      if (state.get(to) === 'open') turned.add(at)
      else if (!state.has(to)) walk(to)
    })
    state.set(id, 'done')
  }
  // From outside in: an answer to a caller is what leads back.
  const isEntrance = (id: string) => groups.find((group) => group.id === id)!.members[0]!.kind === 'entrance'
  const starts = [...groups.filter(({ id }) => isEntrance(id)), ...groups]
  for (const { id } of starts) if (!state.has(id)) walk(id)
  return turned
}

/** By the longest way to it; what nobody calls moves up to whom it calls. */
function assignLayers({ groups }: GroupedGraph, edges: readonly [string, string][]): Map<string, number> {
  const kindOf = (id: string) => groups.find((group) => group.id === id)!.members[0]!.kind
  const hasEntrance = groups.some(({ id }) => kindOf(id) === 'entrance')
  const layer = new Map(groups.map(({ id }) => [id, kindOf(id) === 'entrance' || !hasEntrance ? 0 : 1]))
  // As many rounds as there are frames: no way is longer, for there are no circles.
  for (const _ of groups)
    for (const [from, to] of edges) layer.set(to, Math.max(layer.get(to)!, layer.get(from)! + 1))
  const outside = groups.filter(({ id }) => ['external', 'volume'].includes(kindOf(id)))
  const most = Math.max(...layer.values())
  const inner = groups.filter((group) => !outside.includes(group)).map(({ id }) => layer.get(id)!)
  const beyond = Math.max(most, ...inner.map((one) => one + 1))
  for (const { id } of outside) layer.set(id, edges.some(([from]) => from === id) ? layer.get(id)! : beyond)
  for (const { id } of [...groups].reverse()) {
    const isCalled = edges.some(([, to]) => to === id)
    const targets = edges.flatMap(([from, to]) =>
      from === id && !outside.some((one) => one.id === to) ? [layer.get(to)!] : [],
    )
    if (!isCalled && targets.length > 0 && kindOf(id) !== 'entrance')
      layer.set(id, Math.max(layer.get(id)!, Math.min(...targets) - 1))
  }
  return layer
}

/** Orders each column by where its neighbours stand, there and back, and keeps the order with the fewest crossings. */
function orderColumns({ columns, steps }: Layers): void {
  let best = columns.map((column) => [...column])
  let fewest = crossings(best, steps)
  for (let sweep = 0; sweep < 12 && fewest > 0; sweep++) {
    const isForth = sweep % 2 === 0
    const order = columns.map((_, at) => (isForth ? at : columns.length - 1 - at))
    for (const at of order.slice(1)) {
      const beside = columns[isForth ? at - 1 : at + 1]!
      const place = new Map(beside.map(({ id }, index) => [id, index]))
      const weight = new Map(
        columns[at]!.map(({ id }, index) => {
          const places = steps.flatMap(({ from, to }) => {
            const [here, there] = isForth ? [to, from] : [from, to]
            return here === id && place.has(there) ? [place.get(there)!] : []
          })
          const mean = places.reduce((sum, one) => sum + one, 0) / places.length
          return [id, places.length === 0 ? index : mean]
        }),
      )
      columns[at]!.sort((a, b) => weight.get(a.id)! - weight.get(b.id)!)
    }
    const now = crossings(columns, steps)
    if (now < fewest) [best, fewest] = [columns.map((column) => [...column]), now]
  }
  best.forEach((column, at) => (columns[at] = column))
}

function crossings(columns: readonly (readonly Slot[])[], steps: readonly Step[]): number {
  let count = 0
  const place = new Map(columns.flatMap((column) => column.map(({ id }, at) => [id, at] as const)))
  const layer = new Map(columns.flatMap((column, at) => column.map(({ id }) => [id, at] as const)))
  steps.forEach((a, at) => {
    for (const b of steps.slice(at + 1)) {
      if (layer.get(a.from) !== layer.get(b.from)) continue
      const left = place.get(a.from)! - place.get(b.from)!
      if (left * (place.get(a.to)! - place.get(b.to)!) < 0) count++
    }
  })
  return count
}
