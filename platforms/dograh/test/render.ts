import path from 'node:path'
import { plain, platformUnderTest } from '../../../test/support/rendered-chart.ts'

const platform = platformUnderTest('dograh')
export const { chart, helm, refusal } = platform
export { at, plain } from '../../../test/support/rendered-chart.ts'

/** The same arguments give the same objects: each is rendered once. */
const once = <T>(make: (...args: string[]) => T) => {
  const known = new Map<string, T>()
  return (...args: string[]): T => {
    const key = args.join('\0')
    if (!known.has(key)) known.set(key, make(...args))
    return known.get(key)!
  }
}
export const render = once(platform.render)
export const notes = once(platform.notes)
export type Rendered = ReturnType<typeof render>

export const set = (...values: string[]) => ['--set', values.join(',')]
export const example = (name: string) => ['-f', path.join(chart, `examples/values-${name}.yaml`)]

/** Labels that select the pods of a component. */
export const podsOf = (component: string) => ({
  'app.kubernetes.io/name': 'dograh',
  'app.kubernetes.io/instance': 'dograh',
  'app.kubernetes.io/component': component,
})

/** The data of the ConfigMap that all pods of the API's image read. */
export const settings = (rendered: Rendered) =>
  plain(rendered.one('ConfigMap', 'dograh-settings').data) as Record<string, string>

/** What a variable of a workload leads to: `secret/key`, or its text. */
export function variable(rendered: Rendered, workload: string, name: string): string | undefined {
  const value = rendered.env(workload)[name]
  const ref = (value as { secretKeyRef?: { name: string; key: string } } | undefined)?.secretKeyRef
  return ref ? `${ref.name}/${ref.key}` : (value as string | undefined)
}
