import fs from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { damagedValues, flippedSwitches, pathsOf } from './damage-values.ts'
import { seededRandom, type Random } from './random.ts'
import { bundledValuesFiles } from './values-files.ts'

/** One command line of `helm template`, less the release's name. */
export interface PublicCase {
  kind: 'defaults' | 'bundled' | 'switches' | 'flags' | 'set' | 'damaged'
  chart: string
  args: readonly string[]
}

const flagSets: readonly (readonly string[])[] = [
  ['--include-crds'],
  ['--is-upgrade', '--no-hooks'],
  ['--kube-version', '1.18.3'],
  ['--kube-version', 'v1.99.0', '--skip-tests'],
  ['--api-versions', 'monitoring.coreos.com/v1', '-a', 'networking.k8s.io/v1/Ingress,policy/v1'],
  ['--namespace', 'other', '--include-crds'],
  ['-a', 'security.openshift.io/v1', '-a', 'route.openshift.io/v1', '-a', 'cert-manager.io/v1'],
]
const setValues = ['null', '7', 'text', 'true', '{a,b}', '', '1.50', '{}', '0123', 'a=b', '12345678901']

/**
 * What to try with a chart: its defaults, the values files it brings, its switches turned on, flags, `--set`,
 * and values of kinds it did not count on. The same seed gives the same cases.
 */
export function casesOf(
  chart: string,
  options: { seed: string; damaged: number; scratch: string },
): PublicCase[] {
  const random = seededRandom(`${options.seed} ${chart}`)
  const values = valuesOf(chart)
  const write = (text: string | undefined): string[] | undefined => {
    if (text === undefined) return undefined
    const name = `values-${hashOf(text)}.yaml`
    fs.writeFileSync(path.join(options.scratch, name), text)
    return ['-f', path.join(options.scratch, name)]
  }
  const cases: PublicCase[] = []
  const add = (kind: PublicCase['kind'], args: readonly string[] | undefined) => {
    if (args) cases.push({ kind, chart, args })
  }
  add('defaults', [])
  for (const file of [...besideDefaults(chart), ...bundledValuesFiles(chart)].slice(0, 15))
    add('bundled', ['-f', file])
  add('switches', write(flippedSwitches(values)))
  add('switches', write(flippedSwitches(values, random)))
  add('flags', random.pick(flagSets))
  add('set', setOf(values, random))
  for (let at = 0; at < options.damaged; at++) add('damaged', write(damagedValues(values, random)))
  return cases
}

function setOf(values: unknown, random: Random): string[] | undefined {
  const paths = pathsOf(values).filter((one) => one.every((key) => /^[\w-]+$/.test(key)))
  if (paths.length === 0) return undefined
  const flag = random.pick(['--set', '--set', '--set-string', '--set-literal'])
  return [flag, `${random.pick(paths).join('.')}=${random.pick(setValues)}`]
}

/** values-prod.yaml and the like in the chart's own folder. */
function besideDefaults(chart: string): string[] {
  if (chart.endsWith('.tgz')) return []
  return fs
    .readdirSync(chart)
    .filter((name) => /values.*\.ya?ml$|\.values$/i.test(name) && name !== 'values.yaml')
    .sort()
    .map((name) => path.join(chart, name))
}

/** The chart's defaults, for their paths only: what does not parse, or is in an archive, has none. */
function valuesOf(chart: string): unknown {
  try {
    return load(fs.readFileSync(path.join(chart, 'values.yaml'), 'utf8'))
  } catch {
    return undefined
  }
}

function hashOf(text: string): string {
  return (
    seededRandom(text)
      .below(2 ** 32)
      .toString(16) + text.length.toString(16)
  )
}
