import type { Chart } from '../../chart/index.ts'
import type { Host } from '../../io/index.ts'
import { drawSvg } from './draw.ts'
import { graphOf } from './graph.ts'
import { groupNodes } from './group.ts'
import { place } from './place.ts'
import { defaultsOf, readIntents } from './read-intents.ts'

/** A picture of a chart's components and connections, from its intents.json, as its defaults have them. */
export function diagramOf(chart: Chart, host: Host): string {
  const intents = readIntents(chart)
  const graph = graphOf(intents, defaultsOf(chart, intents, host))
  return drawSvg(chart.metadata.name, place(groupNodes(graph)))
}
