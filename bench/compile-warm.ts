// Builds a platform again and again in one process, as an editor or a watcher would, and prints the times as JSON.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import type * as Cli from '../packages/chartwright/src/cli/index.ts'

const [bin, platform, runs] = process.argv.slice(2)
const { everything } = createRequire(import.meta.url)(bin!) as { everything(): { exports: typeof Cli } }
const { registry, run, nodeCliIo } = everything().exports
const out = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-bench-'))
const times: number[] = []
let printed = ''
const io = {
  ...nodeCliIo,
  color: false,
  beforeBuild: () => undefined,
  stdout: () => undefined,
  stderr: (text: string) => void (printed += text),
}
for (let round = 0; round <= Number(runs); round++) {
  const started = performance.now()
  const code = await run(registry, ['build', platform, '--out', path.join(out, 'chart')], io)
  if (code !== 0) throw new Error(printed)
  times.push(performance.now() - started)
}
fs.rmSync(out, { recursive: true, force: true })
// The first build is the cold one; what follows is what this measures.
console.log(JSON.stringify(times.slice(1)))
