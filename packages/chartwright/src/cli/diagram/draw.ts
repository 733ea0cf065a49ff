import type { NodeKind } from './graph.ts'
import {
  nameSize,
  textSize,
  type Placed,
  type PlacedGroup,
  type PlacedNode,
  type PlacedStep,
} from './place.ts'
import { textWidth } from './text-width.ts'

const margin = 24
const titleHeight = 44
const legendHeight = 40

/** What the kinds look like: a colour at the left edge, or none and another ground. */
const kinds: Record<NodeKind, string> = {
  entrance: 'way in',
  workload: 'component',
  job: 'job',
  volume: 'shared volume',
  external: 'outside of the chart',
}

/** Light and dark are both whole: the picture has a ground of its own, whatever the page's is. */
const style = `
    text { font-family: system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; font-size: ${textSize}px; fill: #1f2933 }
    .ground { fill: #ffffff }
    .title { font-size: 18px; font-weight: 600 }
    .name { font-size: ${nameSize}px; font-weight: 600 }
    .quiet { fill: #52606d }
    .ports { fill: #0b5394 }
    .box { fill: #f7f9fb; stroke: #9aa5b1 }
    .external .box { fill: #eceff2; stroke: #7b8794 }
    .entrance .box { fill: #fff8e6; stroke: #c99a2e }
    .volume .box { fill: #eef7f0; stroke: #5b9a6f }
    .frame { fill: none; stroke: #cbd2d9 }
    .mark { fill: #3b7dd8 }
    .job .mark { fill: #b7791f }
    .arrow { fill: none; stroke: #66727f; stroke-width: 1.5 }
    .head { fill: #66727f }
    .off { stroke-dasharray: 5 4 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e4e7eb }
      .ground { fill: #161b22 }
      .quiet { fill: #9aa5b1 }
      .ports { fill: #8ab4f8 }
      .box { fill: #1f2630; stroke: #52606d }
      .external .box { fill: #2a323d; stroke: #7b8794 }
      .entrance .box { fill: #332a14; stroke: #c99a2e }
      .volume .box { fill: #18291f; stroke: #5b9a6f }
      .frame { stroke: #3e4c59 }
      .arrow { stroke: #9aa5b1 }
      .head { fill: #9aa5b1 }
    }
`

/** The picture as SVG text; the same places always give the same bytes. */
export function drawSvg(title: string, placed: Placed): string {
  const used = new Set(placed.groups.flatMap(({ members }) => members.map(({ node }) => node.kind)))
  const hasOff =
    placed.steps.some(({ isOff }) => isOff) ||
    placed.groups.some(({ members }) => members.some(({ node }) => node.isOff))
  const legend = legendOf(used, hasOff)
  const heading = `Components of ${title}`
  const width = Math.max(placed.width, legend.width, textWidth(heading, 18, true)) + 2 * margin
  const height = placed.height + titleHeight + legendHeight + 2 * margin
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" role="img">
  <title>${escape(heading)}</title>
  <style>${style}  </style>
  <rect class="ground" width="100%" height="100%" rx="8"/>
  <text class="title" x="${margin}" y="${margin + 14}">${escape(heading)}</text>
  <g transform="translate(${margin} ${margin + titleHeight - 14})">
${placed.steps.map(drawStep).join('\n')}
${placed.groups.map(drawGroup).join('\n')}
  </g>
  <g transform="translate(${margin} ${n(height - margin - 8)})">
${legend.text}
  </g>
</svg>
`
}

function drawStep({ from, to, bend, label, isOff, head }: PlacedStep): string {
  const end = head === 'end' ? to.x - 7 : to.x
  const start = head === 'start' ? from.x + 7 : from.x
  const middle = (bend.from + bend.to) / 2
  const way = `M${n(start)} ${n(from.y)}H${n(bend.from)}C${n(middle)} ${n(from.y)} ${n(middle)} ${n(to.y)} ${n(bend.to)} ${n(to.y)}H${n(end)}`
  const parts = [`    <path class="arrow${isOff ? ' off' : ''}" d="${way}"/>`]
  if (head === 'end') parts.push(`    <path class="head" d="M${n(to.x)} ${n(to.y)}l-9 -4.5v9z"/>`)
  if (head === 'start') parts.push(`    <path class="head" d="M${n(from.x)} ${n(from.y)}l9 -4.5v9z"/>`)
  if (label !== '' && head === 'end')
    parts.push(
      `    <text class="quiet" x="${n(to.x - 12)}" y="${n(to.y - 4)}" text-anchor="end">${escape(label)}</text>`,
    )
  return parts.join('\n')
}

function drawGroup({ members, x, y, width, height }: PlacedGroup): string {
  const frame = `    <rect class="frame" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="10"/>`
  return [...(members.length > 1 ? [frame] : []), ...members.map(drawNode)].join('\n')
}

function drawNode({ node, lines, aside, x, y, width, height }: PlacedNode): string {
  const text = (look: string, dx: number, at: number, said: string, more = '') =>
    `      <text class="${look}" x="${n(x + dx)}" y="${n(at)}"${more}>${escape(said)}</text>`
  const first = y + 24 + (node.kind === 'volume' ? 8 : 0)
  const parts = [text('name', 16, first, node.name)]
  if (aside !== '') parts.push(text('ports', width - 14, first, aside, ' text-anchor="end"'))
  lines.forEach(({ look, text: said }, at) => parts.push(text(look, 16, first + 17 + at * 15, said)))
  return `    <g class="${node.kind}">
      ${shapeOf(node.kind, node.isOff ? ' off' : '', { x, y, width, height })}
${parts.join('\n')}
    </g>`
}

function shapeOf(
  kind: NodeKind,
  off: string,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): string {
  const rect = (radius: number) =>
    `<rect class="box${off}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(radius)}"/>`
  if (kind === 'entrance') return rect(Math.min(20, height / 2))
  if (kind === 'external') return rect(0)
  if (kind === 'volume') {
    const rim = `M${n(x)} ${n(y + 6)}a${n(width / 2)} 6 0 0 1 ${n(width)} 0`
    const body = `v${n(height - 12)}a${n(width / 2)} 6 0 0 1 ${n(-width)} 0z`
    return `<path class="box${off}" d="${rim}${body}"/><path class="box" d="${rim}a${n(width / 2)} 6 0 0 1 ${n(-width)} 0"/>`
  }
  const inset = Math.min(8, height / 5)
  const mark = `<rect class="mark" x="${n(x)}" y="${n(y + inset)}" width="4" height="${n(height - 2 * inset)}"/>`
  return `${rect(6)}${mark}`
}

function legendOf(used: ReadonlySet<NodeKind>, hasOff: boolean): { text: string; width: number } {
  let x = 0
  const parts: string[] = []
  for (const kind of (Object.keys(kinds) as NodeKind[]).filter((one) => used.has(one))) {
    parts.push(`    <g class="${kind}">${shapeOf(kind, '', { x, y: -11, width: 24, height: 18 })}</g>`)
    parts.push(`    <text class="quiet" x="${n(x + 31)}" y="2">${escape(kinds[kind])}</text>`)
    x += 31 + textWidth(kinds[kind], textSize) + 22
  }
  if (hasOff) {
    const text = 'only when switched on'
    parts.push(`    <path class="arrow off" d="M${n(x)} -2h26"/>`)
    parts.push(`    <text class="quiet" x="${n(x + 33)}" y="2">${text}</text>`)
    x += 33 + textWidth(text, textSize)
  }
  return { text: parts.join('\n'), width: x }
}

/** Two decimals are more than an eye sees, and the same on every machine. */
function n(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
