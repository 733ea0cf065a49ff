import { chartFullPath, type Chart } from '../chart/index.ts'
import type { OutputLine } from '../engine/index.ts'
import type { GoValue } from '../go/index.ts'
import type { TracedRender } from '../objects/index.ts'
import { includedAt, nameIn, templateTexts } from './template-texts.ts'
import type { Cause } from './types.ts'

export const digestCause: Cause = { type: 'digest' }

/** Chart.yaml's fields, when what changed is that text and nothing else. */
export function chartCauses(
  from: TracedRender,
  to: TracedRender,
  before: GoValue | undefined,
  after: GoValue | undefined,
): Cause[] {
  if (typeof before !== 'string' || typeof after !== 'string') return []
  const others = new Map(chartsIn(from.chart).map((chart) => [chartFullPath(chart), chart]))
  return chartsIn(to.chart).flatMap((chart): Cause[] => {
    const isRoot = chart === to.chart
    const old = isRoot ? from.chart : others.get(chartFullPath(chart))
    if (!old) return []
    return (['version', 'appVersion', 'name'] as const).flatMap((field): Cause[] => {
      const [was, is] = [old.metadata[field], chart.metadata[field]]
      if (was === is || was === '' || !before.includes(was)) return []
      // Labels write "+" as "_".
      const spelled = [
        [was, is],
        [was.replaceAll('+', '_'), is.replaceAll('+', '_')],
      ] as const
      if (!spelled.some(([a, b]) => before.replaceAll(a, b) === after)) return []
      return [{ type: 'chart', field, chart: chart.metadata.name, from: was, to: is }]
    })
  })
}

function chartsIn(chart: Chart): Chart[] {
  return [chart, ...chart.dependencies.flatMap(chartsIn)]
}

/**
 * The template that has another text: the innermost on the way to the lines, so that a helper is told and not
 * the twenty files that include it.
 */
export function templateCauses(
  from: TracedRender,
  to: TracedRender,
  before: readonly OutputLine[],
  after: readonly OutputLine[],
): Cause[] {
  if (from.loaded === to.loaded) return []
  const [old, now] = [templateTexts(from.loaded), templateTexts(to.loaded)]
  const causeOf = (name: string, render: TracedRender): Cause | undefined => {
    const [mine, theirs] = render === to ? [now, old] : [old, now]
    const own = mine.get(name)
    const other = theirs.get(name)
    if (!own || own.text === other?.text) return undefined
    const change = other ? 'changed' : render === to ? 'added' : 'removed'
    const { file, line, isDefined } = own
    return { type: 'template', change, name: own.name, file, line, isDefined }
  }
  const sides = [
    [to, after, now],
    [from, before, old],
  ] as const
  for (const [render, lines, texts] of sides)
    for (const { place, stack } of lines) {
      // What a function made of an include (`fromYaml`, `toJson`) stands in the line around it.
      const own = place && texts.get(nameIn(render.chart, place.name))
      const included = own ? [...includedAt(place.line, own, texts)].reverse() : []
      const steps = (place ? [place, ...stack] : stack).map(({ name }) => nameIn(render.chart, name))
      for (const name of [...included, ...steps]) {
        const found = causeOf(name, render)
        if (found) return [found]
      }
    }
  return []
}

/** What was given besides values: a render for another Kubernetes differs in whatever asks for it. */
export function optionCauses(from: TracedRender, to: TracedRender): Cause[] {
  const options = (render: TracedRender): Record<string, string> => ({
    'Helm version': `${render.version.line}.${render.version.minor}`,
    'Kubernetes version': render.kubeVersion,
    'API versions': [...render.apiVersions].sort().join(', '),
    'release name': render.release.name,
    namespace: render.release.namespace,
  })
  const [a, b] = [options(from), options(to)]
  return Object.keys(a)
    .filter((option) => a[option] !== b[option])
    .map((option) => ({ type: 'option', option, from: a[option]!, to: b[option]! }))
}
