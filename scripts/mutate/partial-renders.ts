import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { HelmRun } from '../../test/support/oracles.ts'
import { filesOf, isManifest, standsAlone, type Files } from './chart-files.ts'
import { usersOfChanged } from './helpers-used.ts'
import { withBlocksOf } from './printed-blocks.ts'

type Render = (args: readonly string[], stdin?: string) => HelmRun

/** The templates whose output may differ; `all` when it may of all. */
type Affected = readonly string[] | 'all'

/** What no render reads. */
const isBeside = (file: string) => /^(README\.md|intents\.json|\.chartwright\.json|examples\/.*)$/.test(file)
const refusing = 'templates/validate.yaml'

/**
 * Renders of damaged charts out of those of the whole one. What the undamaged chart answers is remembered; where only
 * the output of some templates can differ from it, those alone are rendered and take the place of what they gave before.
 * A damage of values, and whatever was not asked of the undamaged chart, goes to the engine as it is.
 */
export class PartialRenders {
  readonly #original: Files
  /** Two of each: who asks twice may want to see what is random differ. */
  readonly #whole = new Map<string, HelmRun[]>()
  readonly #asked = new Map<string, number>()
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mutate-parts-'))
  /** As it prints its sources; a damaged one may lie in a folder of another name. */
  readonly #name: string
  #chart: string
  #changed: Affected = []

  /** Begins with the undamaged chart: its answers are remembered until `look` is told of another. */
  constructor(chart: string) {
    this.#chart = chart
    this.#name = path.basename(chart)
    this.#original = filesOf(chart)
  }

  /** From now on, what is asked of this folder is asked of a chart that may be damaged. */
  look(chart: string): void {
    this.#chart = chart
    const now = filesOf(chart)
    const files = [...new Set([...this.#original.keys(), ...now.keys()])].filter((file) => !isBeside(file))
    const changed = files.filter((file) => now.get(file) !== this.#original.get(file))
    this.#changed = affected(this.#original, now, changed)
    fs.rmSync(this.#folder, { recursive: true, force: true })
    if (this.#changed === 'all') return
    for (const file of now.keys()) {
      if (isBeside(file)) continue
      const isChanged = this.#changed.includes(file)
      if (isChanged || !isManifest(file)) this.#copy(file, 'changed')
      if (isChanged || !isManifest(file) || file === refusing) this.#copy(file, 'refusing')
    }
  }

  answer(args: readonly string[], stdin: string, render: Render): HelmRun {
    const changed = this.#changed
    if (changed === 'all' || !args.includes(this.#chart) || args[0] === 'lint') return render(args, stdin)
    const key = this.#key(args, stdin)
    const known = this.#whole.get(key) ?? []
    if (changed.length === 0 && known.length < 2) this.#whole.set(key, [...known, render(args, stdin)])
    const asked = this.#asked.get(key) ?? 0
    this.#asked.set(key, asked + 1)
    const whole = this.#whole.get(key)?.at(asked % 2)
    if (!whole) return render(args, stdin)
    if (changed.length === 0) return whole
    const of = (kind: string) => args.map((arg) => (arg === this.#chart ? this.#reduced(kind) : arg))
    if (whole.exitCode !== 0) {
      const { stderr, exitCode } = render(of('refusing'), stdin)
      return exitCode !== 0 && stderr === whole.stderr ? whole : render(args, stdin)
    }
    const part = render([...of('changed'), '--skip-schema-validation'], stdin)
    if (part.exitCode !== 0) return render(args, stdin)
    if (args[0] === 'install') return changed.includes('templates/NOTES.txt') ? part : whole
    const sources = changed.map((file) => `${this.#name}/${file}`)
    return { ...whole, stdout: withBlocksOf(whole.stdout, part.stdout, sources) }
  }

  close(): void {
    fs.rmSync(this.#folder, { recursive: true, force: true })
  }

  #reduced = (kind: string) => path.join(this.#folder, kind, path.basename(this.#chart))

  #copy(file: string, kind: string): void {
    const to = path.join(this.#reduced(kind), file)
    fs.mkdirSync(path.dirname(to), { recursive: true })
    fs.copyFileSync(path.join(this.#chart, file), to)
  }

  /** What is asked, without the chart's place and with what values files say. */
  #key(args: readonly string[], stdin: string): string {
    const parts = args.map((arg, index) => {
      if (arg === this.#chart) return 'CHART'
      const isFile = /^(-f|--values|--set-file)$/.test(args[index - 1] ?? '')
      return isFile && fs.existsSync(arg) ? fs.readFileSync(arg, 'utf8') : arg
    })
    return JSON.stringify([parts, stdin])
  }
}

/** Which templates' output can differ, of those that both charts have. */
function affected(before: Files, now: Files, changed: readonly string[]): Affected {
  const others = changed.filter((file) => !file.startsWith('templates/'))
  const users = changed.some((file) => file.endsWith('.tpl')) ? usersOfChanged(before, now) : []
  if (others.length > 0 || !users || !standsAlone(now)) return 'all'
  return [...new Set([...changed.filter(isManifest), ...users])]
}
