import type { Group, GroupedGraph } from './group.ts'
import type { DiagramNode } from './graph.ts'
import { layersOf, type Layers, type Slot } from './layers.ts'
import { textWidth, wrapText } from './text-width.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface PlacedNode extends Box {
  node: DiagramNode
  lines: TextLine[]
  /** Beside the name. */
  aside: string
}

export interface TextLine {
  look: 'quiet' | 'about' | 'ports'
  text: string
}

export interface PlacedGroup extends Box {
  id: string
  members: PlacedNode[]
}

/** A piece of an arrow between two columns. */
export interface PlacedStep {
  from: { x: number; y: number }
  to: { x: number; y: number }
  /** Between these it bends; before and behind it is straight, past boxes and below its label. */
  bend: { from: number; to: number }
  label: string
  isOff: boolean
  head: 'end' | 'start' | 'none'
}

export interface Placed {
  width: number
  height: number
  groups: PlacedGroup[]
  steps: PlacedStep[]
}

export const nameSize = 14
export const textSize = 11
const lineHeight = 15
const padding = 12
const gapInFrame = 8
const rowGap = 26
const curve = 76
const slotGap = 16
const widest = 230

/** Gives every frame, box and arrow its place. Nothing overlaps: boxes have rows, arrows go between columns. */
export function place(graph: GroupedGraph): Placed {
  const layers = layersOf(graph)
  const boxes = new Map(graph.groups.map((group) => [group.id, sizeOf(group)]))
  const heightOf = (slot: Slot) => {
    const arriving = layers.steps.filter(({ to }) => to === slot.id).length
    return slot.group === undefined ? 2 : Math.max(boxes.get(slot.group)!.height, arriving * slotGap + 8)
  }
  const top = rows(layers, heightOf)
  const labels = layers.columns.map((column) => {
    const arriving = layers.steps.filter(({ to }) => column.some(({ id }) => id === to))
    return Math.max(0, ...arriving.map((step) => textWidth(labelOf(step.edges, graph), textSize)))
  })
  const left: number[] = []
  let x = 0
  const widths = layers.columns.map((column) =>
    Math.max(0, ...column.map(({ group }) => (group === undefined ? 0 : boxes.get(group)!.width))),
  )
  layers.columns.forEach((_, at) => {
    x += at === 0 ? 0 : curve + (labels[at]! > 0 ? labels[at]! + 22 : 18)
    left.push(x)
    x += widths[at]!
  })
  const groups = layers.columns.flatMap((column, at) =>
    column.flatMap((slot) => {
      if (slot.group === undefined) return []
      const box = boxes.get(slot.group)!
      const height = heightOf(slot)
      const dy = top.get(slot.id)! + (height - box.height) / 2
      return [moved({ ...box, width: widths[at]! }, left[at]!, dy)]
    }),
  )
  const height = Math.max(...groups.map((group) => group.y + group.height))
  return { width: x, height, groups, steps: stepsOf(graph, layers, { left, widths, top, heightOf }) }
}

/** The text of each node in lines, and the room they need. */
function sizeOf(group: Group): PlacedGroup {
  const inset = group.members.length > 1 ? padding : 0
  let y = inset
  const members = group.members.map((node) => {
    const { lines, aside } = textsOf(node)
    const head = textWidth(node.name, nameSize, true) + (aside === '' ? 0 : 20 + textWidth(aside, textSize))
    const width = Math.max(head, ...lines.map(({ text }) => textWidth(text, textSize))) + 2 * padding + 6
    const rim = node.kind === 'volume' ? 8 : 0
    const height = 2 * padding + nameSize + lines.length * lineHeight + rim
    const placed = { node, lines, aside, x: inset, y, width, height }
    y += height + gapInFrame
    return placed
  })
  const width = Math.max(...members.map((member) => member.width))
  return { id: group.id, members, x: 0, y: 0, width: width + 2 * inset, height: y - gapInFrame + inset }
}

/** What stands below a node's name, and beside it: those outside are many, and their ports few. */
function textsOf(node: DiagramNode): { lines: TextLine[]; aside: string } {
  const ports = node.ports.map((port) => port.replaceAll(' ', '\u00a0')).join(' · ')
  const isOutside = node.kind === 'external'
  const wrapped = (look: TextLine['look'], text: string) =>
    wrapText(text, textSize, widest, 3).map((line) => ({ look, text: line }))
  const lines = [
    ...wrapped('quiet', node.caption),
    ...wrapped('about', node.about),
    ...(isOutside ? [] : wrapped('ports', ports)),
  ]
  return { lines, aside: isOutside ? ports : '' }
}

function moved(group: PlacedGroup, x: number, y: number): PlacedGroup {
  const inset = group.members.length > 1 ? padding : 0
  const members = group.members.map((member) => ({
    ...member,
    x: x + member.x,
    y: y + member.y,
    width: group.width - 2 * inset,
  }))
  return { ...group, x, y, members }
}

/** The top of every slot: near the middle of its neighbours, in order, apart from each other. */
function rows({ columns, steps }: Layers, heightOf: (slot: Slot) => number): Map<string, number> {
  const top = new Map<string, number>()
  const height = new Map(columns.flat().map((slot) => [slot.id, heightOf(slot)]))
  for (const column of columns) {
    let y = 0
    for (const { id } of column) {
      top.set(id, y)
      y += height.get(id)! + rowGap
    }
  }
  const middle = (id: string) => top.get(id)! + height.get(id)! / 2
  for (let sweep = 0; sweep < 24; sweep++) {
    const order = sweep % 2 === 0 ? columns : [...columns].reverse()
    for (const column of order) {
      const wanted = column.map(({ id }) => {
        const beside = steps.flatMap(({ from, to }) =>
          from === id ? [middle(to)] : to === id ? [middle(from)] : [],
        )
        const mean = beside.reduce((sum, one) => sum + one, 0) / beside.length
        return (beside.length === 0 ? middle(id) : mean) - height.get(id)! / 2
      })
      apart(
        wanted,
        column.map(({ id }) => height.get(id)! + rowGap),
      ).forEach((y, at) => top.set(column[at]!.id, y))
    }
  }
  closeUp({ columns, steps }, top, height)
  const least = Math.min(...top.values())
  for (const [id, y] of top) top.set(id, Math.round(y - least))
  return top
}

/** What no arrow connects has no reason to stand apart: each part moves up to the one before. */
function closeUp(
  { columns, steps }: Pick<Layers, 'columns' | 'steps'>,
  top: Map<string, number>,
  height: ReadonlyMap<string, number>,
): void {
  const part = new Map(columns.flat().map(({ id }) => [id, id]))
  for (let round = 0; round < part.size; round++)
    for (const { from, to } of steps) {
      const [a, b] = [part.get(from)!, part.get(to)!]
      if (a === b) continue
      for (const [id, one] of part) if (one === a || one === b) part.set(id, a < b ? a : b)
    }
  const topOf = (name: string) =>
    Math.min(...[...part].flatMap(([id, one]) => (one === name ? [top.get(id)!] : [])))
  const parts = [...new Set(part.values())].sort((a, b) => topOf(a) - topOf(b))
  const start = Math.min(...top.values())
  for (const name of parts) {
    const room = columns.flatMap((column) =>
      column.flatMap(({ id }, at) => {
        if (part.get(id) !== name) return []
        const above = column[at - 1]
        if (above && part.get(above.id) === name) return []
        return [top.get(id)! - (above ? top.get(above.id)! + height.get(above.id)! + rowGap : start)]
      }),
    )
    const up = Math.max(0, Math.min(...room))
    for (const [id, one] of part) if (one === name) top.set(id, top.get(id)! - up)
  }
}

/**
 * The places nearest to those wanted, by least squares, where each has room before the next: neighbours that
 * would overlap are moved together to where they are best off (pool adjacent violators).
 */
function apart(wanted: readonly number[], room: readonly number[]): number[] {
  const before = room.map((_, at) => room.slice(0, at).reduce((sum, one) => sum + one, 0))
  const blocks: { sum: number; count: number }[] = []
  wanted.forEach((one, at) => {
    blocks.push({ sum: one - before[at]!, count: 1 })
    while (blocks.length > 1) {
      const [a, b] = blocks.slice(-2) as [(typeof blocks)[0], (typeof blocks)[0]]
      if (a.sum / a.count <= b.sum / b.count) break
      blocks.splice(-2, 2, { sum: a.sum + b.sum, count: a.count + b.count })
    }
  })
  return blocks
    .flatMap(({ sum, count }) => Array<number>(count).fill(sum / count))
    .map((y, at) => y + before[at]!)
}

interface Geometry {
  left: number[]
  widths: number[]
  top: Map<string, number>
  heightOf(slot: Slot): number
}

function stepsOf(
  graph: GroupedGraph,
  layers: Layers,
  { left, widths, top, heightOf }: Geometry,
): PlacedStep[] {
  const slots = new Map(layers.columns.flat().map((slot) => [slot.id, slot]))
  const middle = (slot: Slot) => top.get(slot.id)! + heightOf(slot) / 2
  const groupIds = new Set(graph.groups.map(({ id }) => id))
  return layers.steps.map((step) => {
    const [from, to] = [slots.get(step.from)!, slots.get(step.to)!]
    const arriving = layers.steps
      .filter((one) => one.to === step.to)
      .sort((a, b) => middle(slots.get(a.from)!) - middle(slots.get(b.from)!))
    const shift = to.group === undefined ? 0 : (arriving.indexOf(step) - (arriving.length - 1) / 2) * slotGap
    const edges = step.edges.map((at) => graph.edges[at]!)
    const isTurned = step.edges.some((at) => layers.turned.has(at))
    const [atStart, atEnd] = [groupIds.has(step.from), groupIds.has(step.to)]
    const right = left[from.layer]! + widths[from.layer]!
    // The head of one that leads back stands apart from where others leave.
    const back = isTurned && atStart ? 14 : 0
    return {
      from: { x: from.group === undefined ? left[from.layer]! : right, y: middle(from) + back },
      to: { x: left[to.layer]!, y: middle(to) + shift },
      bend: { from: right, to: right + curve },
      label: isTurned ? '' : labelOf(step.edges, graph),
      isOff: edges.every(({ isOff }) => isOff),
      head: isTurned ? (atStart ? 'start' : 'none') : atEnd ? 'end' : 'none',
    }
  })
}

/** A label stands at the arrow's end, and only where all arrows that end there together say the same. */
function labelOf(edges: readonly number[], graph: GroupedGraph): string {
  const labels = new Set(edges.map((at) => graph.edges[at]!.ports.join(', ')))
  const [{ ports }] = [graph.edges[edges[0]!]!]
  if (labels.size > 1) return ''
  return ports.length > 2 ? `${ports.length} ports` : ports.join(', ')
}
