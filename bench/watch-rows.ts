// From saving chart.ts to the first field that is told to render otherwise, in a process that has watched before.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from '../test/support/repository.ts'
import { summarize } from './measure.ts'
import { cli, type Whole } from './whole-process.ts'

export async function watchRows({ table, temporary, quick }: Whole): Promise<void> {
  for (const name of fs.readdirSync(path.join(root, 'platforms'))) {
    const times = await rebuilds(name, path.join(temporary, name), quick ? 3 : 12)
    table.add({
      what: `a rebuild of \`platforms/${name}\` under --watch shows`,
      ours: summarize(times),
      bar: 150,
    })
  }
}

async function rebuilds(name: string, out: string, runs: number): Promise<number[]> {
  // Inside the repository, so that it finds `chartwright` and what else it imports.
  const copy = path.join(root, 'node_modules/.cache/chartwright', `bench-${name}-${process.pid}`)
  fs.cpSync(path.join(root, 'platforms', name), copy, { recursive: true })
  const file = path.join(copy, 'chart.ts')
  const text = fs.readFileSync(file, 'utf8')
  const child = spawn(process.execPath, [cli, 'build', copy, '--out', out, '--watch'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined },
  })
  let said = ''
  let heard: () => void = () => undefined
  child.stdout.setEncoding('utf8').on('data', (data: string) => ((said += data), heard()))
  child.on('exit', () => heard())
  const until = async (pattern: RegExp) => {
    const timer = setTimeout(() => child.kill(), 60_000)
    while (!pattern.test(said)) {
      if (child.signalCode !== null || child.exitCode !== null)
        throw new Error(`${name} was not built:\n${said}`)
      await new Promise<void>((resolve) => (heard = resolve))
    }
    clearTimeout(timer)
    said = ''
  }
  const times: number[] = []
  try {
    await until(/Watching/)
    for (let run = -2; run < runs; run++) {
      await new Promise((resolve) => setTimeout(resolve, 700))
      said = ''
      const started = performance.now()
      fs.writeFileSync(file, otherwise(text, run % 2 === 0))
      await until(/^ {4}[~+-] /m)
      // The first two find code that V8 has not compiled for speed yet.
      if (run >= 0) times.push(performance.now() - started)
    }
  } finally {
    if (child.kill('SIGINT')) await new Promise((resolve) => child.on('exit', resolve))
    fs.rmSync(copy, { recursive: true, force: true })
  }
  return times
}

/** The description with other requests of processors, which every platform has, and as it was. */
function otherwise(text: string, isChanged: boolean): string {
  const changed = text.replace(/'(\d+)m'/g, (_, count: string) => `'${Number(count) + 1}m'`)
  if (changed === text) throw new Error('the platform asks for no part of a processor that could be changed')
  return isChanged ? changed : text
}
