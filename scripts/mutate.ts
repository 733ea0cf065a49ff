// npm run mutate [-- <platform>…] [--seed N] [--each N] [--class <name>] [--all] [--fresh] [--same] [--seconds N]: damages
// the charts in named ways and says which damages no test catches. Fails when tests catch less than 95 % of a class.
// --same prints what was held to be the same chart, too: that is a rule to be doubted.
// What was caught is kept below node_modules/.cache, so that a run that was cut short, or one after new tests, goes
// on from there; survivors are always judged anew.
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../test/support/repository.ts'
import { mutationClasses } from './mutate/classes/index.ts'
import { chartJudge, chartText } from './mutate/judge-chart.ts'
import { Kept } from './mutate/kept.ts'
import { idOf, pick } from './mutate/pick.ts'
import { shareCaught, shown, table, type Judged } from './mutate/report.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    each: { type: 'string', default: '10' },
    class: { type: 'string', multiple: true },
    all: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    same: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '100000' },
  },
})
const demanded = 0.95
const most = options.all ? Infinity : Number(options.each)
const kinds = mutationClasses.filter(({ name }) => !options.class || options.class.includes(name))
const platforms = positionals.length > 0 ? positionals : fs.readdirSync(path.join(root, 'charts')).sort()
const ends = performance.now() + Number(options.seconds) * 1000

const judged: Judged[] = []
let milliseconds = 0
let judgedNow = 0
let isCutShort = false
for (const platform of platforms) {
  const chart = chartText(platform)
  const kept = new Kept(chart, options.fresh)
  let judge: Awaited<ReturnType<typeof chartJudge>> | undefined
  const picked = kinds.map((kind) => pick(kind, chart, Number(options.seed), most))
  const longest = Math.max(...picked.map(({ length }) => length))
  // One of each class in turn, so that a run that is cut short has seen all.
  for (let turn = 0; turn < longest && !isCutShort; turn++)
    for (const [index, { name: kind }] of kinds.entries()) {
      const mutation = picked[index]![turn]
      if (!mutation) continue
      const id = idOf(mutation)
      let verdict = kept.get(id)
      if (!verdict) {
        isCutShort = performance.now() > ends
        if (isCutShort) break
        judge ??= await chartJudge(chart)
        const started = performance.now()
        verdict = await judge.judge(mutation, kind)
        milliseconds += performance.now() - started
        judgedNow++
        kept.add(id, verdict)
      }
      const one = { kind, platform, mutation, verdict }
      judged.push(one)
      if (verdict.outcome === 'survived') console.log(`survived: ${shown(chart, one)}`)
      if (verdict.outcome === 'equivalent' && options.same) console.log(`same: ${shown(chart, one)}`)
    }
  judge?.close()
}

console.log(
  `\n${table(
    judged,
    kinds.map(({ name }) => name),
    platforms,
  )}\n`,
)
const byFile = new Map<string, number>()
for (const { verdict } of judged)
  if (verdict.outcome === 'caught') byFile.set(verdict.by.file, (byFile.get(verdict.by.file) ?? 0) + 1)
for (const [file, count] of byFile) console.log(`${String(count).padStart(5)} caught first by ${file}`)
console.log(
  `seed ${options.seed}, ${judged.length} damages, ${judgedNow} of them judged now in ${Math.round(milliseconds / Math.max(judgedNow, 1))} ms each`,
)
const weak = kinds.filter(({ name }) => shareCaught(judged.filter(({ kind }) => kind === name)) < demanded)
for (const { name } of weak) console.log(`below ${demanded * 100} %: ${name}`)
if (isCutShort) console.log('cut short: run it again to go on')
process.exitCode = weak.length > 0 || isCutShort || judged.length === 0 ? 1 : 0
