import type { Random } from './random.ts'

/** Kinds of value that templates did not count on, and a few that YAML and Go print in surprising ways. */
const surprises: readonly unknown[] = [
  ...['text', '', 'true', '08', '1e3', 'a: b\n- c\n', '{{ .Release.Name }}', '{{ nothing', 'ünï', '- x'],
  ...[null, [], ['x'], [{ name: 'x' }], {}, { a: 'b' }, { a: null }, true, false],
  ...[0, 7, -1, 1.5, 1e21, 123456789012, 0.1, 1e-7],
]

/**
 * A values file (JSON, which is YAML too) that puts one to three surprises where the chart's own values have
 * something else.
 */
export function damagedValues(defaults: unknown, random: Random): string | undefined {
  const paths = pathsOf(defaults)
  if (paths.length === 0) return undefined
  const file: Record<string, unknown> = {}
  const count = random.pick([1, 1, 2, 3])
  for (let at = 0; at < count; at++) put(file, random.pick(paths), structuredClone(random.pick(surprises)))
  return JSON.stringify(file)
}

/** A values file that turns on what the chart leaves off: all of it, or only the switches that `only` picks. */
export function flippedSwitches(defaults: unknown, only?: Random): string | undefined {
  const off = pathsOf(defaults).filter((path) => valueAt(defaults, path) === false)
  const chosen = only && off.length > 0 ? [only.pick(off)] : off
  if (chosen.length === 0) return undefined
  const file: Record<string, unknown> = {}
  for (const path of chosen) put(file, path, true)
  return JSON.stringify(file)
}

type Path = readonly string[]

/** Every place in maps; lists are leaves, because Helm replaces them whole. */
export function pathsOf(value: unknown, above: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    [...above, key],
    ...pathsOf(inner, [...above, key]),
  ])
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value)
}

function put(file: Record<string, unknown>, path: Path, value: unknown): void {
  let at = file
  for (const key of path.slice(0, -1)) {
    const inner = at[key]
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) at[key] = {}
    at = at[key] as Record<string, unknown>
  }
  at[path[path.length - 1]] = value
}
