import fs from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { brokenCopy } from './broken-copies.ts'
import { damagedValues, flippedSwitches, pathsOf } from './damage-values.ts'
import { seededRandom, type Random } from './random.ts'
import { bundledValuesFiles } from './values-files.ts'
import { wrongFlagFiles, wrongFlags } from './wrong-flags.ts'

/** One command line of `helm template` or `helm lint`. */
export interface PublicCase {
  kind:
    | 'defaults'
    | 'bundled'
    | 'switches'
    | 'flags'
    | 'set'
    | 'damaged'
    | 'names'
    | 'lint'
    | 'subchart'
    | 'broken'
    | 'wrong flags'
  chart: string
  /** The chart that this one is a damaged copy of. */
  copyOf?: string
  /** What kind of mistake was made in that copy. */
  slip?: string
  /** Of the release; `lint` has none. */
  name?: string
  args: readonly string[]
}

/** The whole command line, for Helm and for us. */
export function commandOf({ kind, chart, name = 'rel', args }: PublicCase): string[] {
  return kind === 'lint' ? ['lint', chart, ...args] : ['template', name, chart, ...args]
}

const flagSets: readonly (readonly string[])[] = [
  ['--include-crds'],
  ['--is-upgrade', '--no-hooks'],
  ['--kube-version', '1.18.3'],
  ['--kube-version', 'v1.99.0', '--skip-tests'],
  ['--api-versions', 'monitoring.coreos.com/v1', '-a', 'networking.k8s.io/v1/Ingress,policy/v1'],
  ['--namespace', 'other', '--include-crds'],
  ['-a', 'security.openshift.io/v1', '-a', 'route.openshift.io/v1', '-a', 'cert-manager.io/v1'],
  ['--kube-version', '1.25', '-a', 'autoscaling/v2beta2,policy/v1beta1', '--is-upgrade'],
  ['--kube-version', '1.31.4', '-a', 'gateway.networking.k8s.io/v1', '--include-crds', '--no-hooks'],
  ['--kube-version', 'v1.34.1-gke.5', '-a', 'monitoring.coreos.com/v1/ServiceMonitor', '--skip-tests'],
  [
    '--skip-tests',
    '--include-crds',
    '--namespace',
    'a-namespace-of-63-letters-a-namespace-of-63-letters-a-namespace',
  ],
  ['--skip-schema-validation', '--is-upgrade', '--kube-version', '1.20.15-eks-ba74326'],
  ['--disable-openapi-validation', '--no-hooks', '--kube-version', '1.9'],
]
const setValues = [
  ...['null', '7', 'text', 'true', '{a,b}', '', '1.50', '{}', '0123', 'a=b', '12345678901'],
  ...['false', '-1', '{}', 'a\\,b', '[]', '1e3', '"x"', '{a,null}', '0x1f', '~'],
]
/** What follows the path of a key in `--set`: most name it, some reach below it as if it were a list or a map. */
const setTails = ['', '', '', '', '[0]', '[0].name', '[1]', '.below', '[-1]', '.0']
const releaseNames = [
  ...['a', 'my-release-of-53-letters-which-is-the-longest-there-is', '0', 'x.y', '123', 'UPPER', 'a_b'],
  ...['release-name-that-is-longer-than-fifty-three-characters-is-refused', 'true', '1e3', 'ends-', 'ünï'],
]
const lintFlags: readonly (readonly string[])[] = [
  [],
  ['--strict'],
  ['--with-subcharts'],
  ['--strict', '--with-subcharts'],
  ['--quiet'],
  ['--kube-version', '1.31.0', '--strict'],
  ['--namespace', 'other'],
]

/**
 * What to try with a chart: its defaults, the values files it brings, its switches turned on, flags, `--set`,
 * and values of kinds it did not count on. The same seed gives the same cases.
 */
export function casesOf(
  chart: string,
  options: { seed: string; damaged: number; broken: number; scratch: string },
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
  const folder = !chart.endsWith('.tgz')
  add('defaults', [])
  for (const file of [...besideDefaults(chart), ...bundledValuesFiles(chart)].slice(0, 15))
    add('bundled', ['-f', file])
  add('switches', write(flippedSwitches(values)))
  add('switches', write(flippedSwitches(values, random)))
  add('flags', random.pick(flagSets))
  add('set', setOf(values, random))
  for (let at = 0; at < options.damaged; at++) add('damaged', write(damagedValues(values, random)))
  add('flags', random.pick(flagSets))
  add('set', setOf(values, random))
  if (folder) add('flags', showOnly(chart, random))
  const name = random.pick(releaseNames)
  cases.push({ kind: 'names', chart, name, args: random.pick([[], ['--namespace', name], ['--is-upgrade']]) })
  add('lint', random.pick(lintFlags))
  add('lint', [...random.pick(lintFlags), ...(write(damagedValues(values, random)) ?? [])])
  if (!folder) return cases
  const inner = subchartsOf(chart)
  if (inner.length > 0) cases.push({ kind: 'subchart', chart: random.pick(inner), args: [] })
  for (let at = 0; at < options.broken; at++) {
    const copy = brokenCopy(chart, random, options.scratch)
    if (!copy) continue
    const broken = { chart: copy.folder, copyOf: chart, slip: copy.slip }
    cases.push({ kind: 'broken', ...broken, args: [] })
    if (at % 4 === 0) cases.push({ kind: 'lint', ...broken, args: random.pick(lintFlags) })
  }
  for (let at = 0; at < options.broken; at++) add('wrong flags', wrongFlagsOf(random, options.scratch))
  return cases
}

function wrongFlagsOf(random: Random, scratch: string): string[] {
  for (const [name, text] of Object.entries(wrongFlagFiles)) {
    const file = path.join(scratch, name)
    if (!fs.existsSync(file)) fs.writeFileSync(file, text)
  }
  return random.pick(wrongFlags).map((word) => word.replace('{scratch}', scratch))
}

function showOnly(chart: string, random: Random): string[] | undefined {
  const templates = namesIn(path.join(chart, 'templates')).filter((name) => /\.(ya?ml|tpl|txt)$/.test(name))
  return templates.length > 0 ? ['--show-only', `templates/${random.pick(templates)}`] : undefined
}

function subchartsOf(chart: string): string[] {
  return namesIn(path.join(chart, 'charts'))
    .map((name) => path.join(chart, 'charts', name))
    .filter((place) => place.endsWith('.tgz') || fs.existsSync(path.join(place, 'Chart.yaml')))
}

function namesIn(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []
}

function setOf(values: unknown, random: Random): string[] | undefined {
  const paths = pathsOf(values).filter((one) => one.every((key) => /^[\w-]+$/.test(key)))
  if (paths.length === 0) return undefined
  const flag = random.pick(['--set', '--set', '--set', '--set-string', '--set-literal', '--set-json'])
  return [flag, `${random.pick(paths).join('.')}${random.pick(setTails)}=${random.pick(setValues)}`]
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
