import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawSvg } from '../../src/cli/diagram/draw.ts'
import type { DiagramGraph, NodeKind } from '../../src/cli/diagram/graph.ts'
import { groupNodes } from '../../src/cli/diagram/group.ts'
import { place, type Box, type PlacedStep } from '../../src/cli/diagram/place.ts'
import { textWidth, wrapText } from '../../src/cli/diagram/text-width.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { root } from '../../../../test/support/repository.ts'

const kinds: NodeKind[] = ['workload', 'job', 'external', 'entrance', 'volume']

/** Graphs as intents give them: ways in are called by nobody, what is outside calls nobody. */
const graphs = fc
  .record({
    kinds: fc.array(fc.constantFrom(...kinds, 'workload' as const), { minLength: 1, maxLength: 14 }),
    links: fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.boolean(), fc.constantFrom('', 'http', 'a, b')), {
      maxLength: 40,
    }),
    texts: fc.array(fc.lorem({ maxCount: 9 }), { minLength: 14, maxLength: 14 }),
  })
  .map(({ kinds: each, links, texts }): DiagramGraph => {
    const nodes = each.map((kind, at) => ({
      id: `n${at}`,
      kind,
      name: texts[at]!.slice(0, 12),
      caption: 'Deployment',
      about: texts[at]!,
      ports: at % 3 === 0 ? ['http 80', 'rtp 1–2 UDP'] : [],
      isOff: at % 4 === 0,
    }))
    const edges = new Map(
      links.flatMap(([a, b, isOff, label]) => {
        const [from, to] = [nodes[a], nodes[b]]
        const isCaller = from && ['workload', 'job', 'entrance'].includes(from.kind)
        if (!isCaller || !to || from === to || to.kind === 'entrance') return []
        const ports = label === '' ? [] : label.split(', ')
        return [[`${from.id} ${to.id}`, { from: from.id, to: to.id, ports, isOff }] as const]
      }),
    )
    return { nodes, edges: [...edges.values()] }
  })

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** The straight pieces of an arrow, and the room in which it bends. */
const extents = ({ from, to, bend }: PlacedStep): Box[] => [
  { x: from.x, y: from.y, width: bend.from - from.x, height: 0.1 },
  {
    x: bend.from,
    y: Math.min(from.y, to.y),
    width: bend.to - bend.from,
    height: Math.abs(from.y - to.y) + 0.1,
  },
  { x: bend.to, y: to.y, width: to.x - bend.to, height: 0.1 },
]

test('no box overlaps another, no arrow crosses a box, no label meets a box or a label', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { groups, steps, width, height } = place(groupNodes(graph))
      const boxes = groups as Box[]
      boxes.forEach((box, at) => {
        expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(
          true,
        )
        for (const other of boxes.slice(at + 1)) expect(overlap(box, other)).toBe(false)
        for (const step of steps) for (const piece of extents(step)) expect(overlap(piece, box)).toBe(false)
      })
      const labels = steps
        .filter(({ label, head }) => label !== '' && head === 'end')
        .map(({ label, to }) => {
          const size = textWidth(label, 11)
          return { x: to.x - 12 - size, y: to.y - 15, width: size, height: 11 }
        })
      labels.forEach((label, at) => {
        for (const other of [...labels.slice(at + 1), ...boxes]) expect(overlap(label, other)).toBe(false)
        for (const step of steps) expect(overlap(label, extents(step)[1]!)).toBe(false)
      })
    }),
    { numRuns: 150 },
  )
})

test('every member of a frame stands in it, and every node has a place', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { groups } = place(groupNodes(graph))
      const members = groups.flatMap((group) =>
        group.members.map((member) => {
          expect(member.x >= group.x && member.x + member.width <= group.x + group.width).toBe(true)
          expect(member.y >= group.y && member.y + member.height <= group.y + group.height).toBe(true)
          return member.node.id
        }),
      )
      expect(members.sort()).toEqual(graph.nodes.map(({ id }) => id).sort())
    }),
    { numRuns: 100 },
  )
})

test('callers stand left of whom they call, but for circles', () => {
  const node = (id: string, kind: NodeKind = 'workload') => {
    return { id, kind, name: id, caption: '', about: '', ports: [], isOff: false }
  }
  const edge = (from: string, to: string) => ({ from, to, ports: [], isOff: false })
  const { groups, steps } = place(
    groupNodes({
      nodes: [node('c', 'external'), node('b'), node('a'), node('in', 'entrance')],
      edges: [edge('in', 'a'), edge('a', 'b'), edge('b', 'c'), edge('b', 'a')],
    }),
  )
  const x = Object.fromEntries(groups.flatMap(({ members }) => members.map((one) => [one.node.id, one.x])))
  expect(x.in! < x.a! && x.b! < x.c!).toBe(true)
  // There and back are two arrows, with their heads at different ends.
  expect(steps.filter(({ head }) => head === 'start')).toHaveLength(1)
  expect(steps.filter(({ head }) => head === 'end')).toHaveLength(3)
})

test('what is called by the same and calls the same stands in one frame', () => {
  const node = (id: string, kind: NodeKind) => {
    return { id, kind, name: id, caption: '', about: '', ports: [], isOff: false }
  }
  const nodes = [
    ...['a', 'b', 'c'].map((id) => node(id, 'workload')),
    ...['x', 'y'].map((id) => node(id, 'external')),
  ]
  const edges = ['a', 'b', 'c'].flatMap((from) =>
    ['x', 'y'].map((to) => ({ from, to, ports: [], isOff: to === 'x' })),
  )
  const grouped = groupNodes({ nodes, edges: [...edges, { from: 'c', to: 'a', ports: [], isOff: false }] })
  expect(grouped.groups.map(({ members }) => members.map(({ id }) => id))).toEqual([
    ['a'],
    ['b'],
    ['c'],
    ['x', 'y'],
  ])
  expect(grouped.edges).toHaveLength(4)
  expect(grouped.edges.every(({ isOff }) => !isOff)).toBe(true)
})

test('text is cut with an ellipsis, never silently', () => {
  expect(wrapText('one two three four', 11, textWidth('one two', 11), 2)).toEqual(['one two', 'three…'])
  expect(wrapText('short', 11, 200, 2)).toEqual(['short'])
})

const charts = fs.readdirSync(path.join(root, 'charts'))

test.each(charts)(
  'the picture of %s names every component and dependency, and is the same each time',
  async (name) => {
    const chart = path.join(root, 'charts', name)
    const show = () => runOurs(['show', 'diagram', chart])
    const { exitCode, stderr, stdout } = await show()
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect((await show()).stdout).toBe(stdout)
    const intents = await runOurs(['show', 'intents', chart])
    const { workloads } = JSON.parse(intents.stdout) as {
      workloads: Record<string, { connectsTo?: object[] }>
    }
    const outside = Object.values(workloads).flatMap(({ connectsTo = [] }) =>
      connectsTo.flatMap((one) => ('external' in one ? [one.external as string] : [])),
    )
    for (const each of [...Object.keys(workloads), ...outside])
      expect(stdout).toMatch(new RegExp(`>${each}</text>`))
    expect(stdout).not.toMatch(/\{\{|undefined|NaN/)
    expect(isWellFormed(stdout)).toBe(true)
  },
)

test('text of the chart cannot leave its place in the picture', () => {
  const name = `</text><script>"&'`
  const node = { id: 'a', kind: 'workload' as const, name, caption: '', about: '', ports: [], isOff: false }
  const svg = drawSvg(name, place(groupNodes({ nodes: [node], edges: [] })))
  expect(svg).not.toContain('<script')
  expect(isWellFormed(svg)).toBe(true)
})

test.each([
  ['has none', undefined, 'file-missing'],
  ['has one that is no JSON', '{', 'intents-invalid'],
  ['has one without components', '{}', 'intents-invalid'],
])('a chart that %s is refused', async (_, text, code) => {
  const folder = fs.mkdtempSync(path.join(root, 'node_modules/.cache/diagram-'))
  fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: x\nversion: 1.0.0\n')
  if (text !== undefined) fs.writeFileSync(path.join(folder, 'intents.json'), text)
  const { exitCode, stderr } = await runOurs(['show', 'diagram', folder])
  fs.rmSync(folder, { recursive: true })
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`error ${code}`)
})

/** Every tag is closed by its own, in order. */
function isWellFormed(svg: string): boolean {
  const open: string[] = []
  for (const [, close, name, , self] of svg.matchAll(
    /<(\/?)([a-z]+)((?:\s+[-a-zA-Z]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (close) {
      if (open.pop() !== name) return false
    } else if (!self) open.push(name!)
  }
  const text = svg.replace(/<[^<>]*>/g, '')
  return open.length === 0 && !/[<>]/.test(text) && !/&(?!(amp|lt|gt|quot);)/.test(text)
}
