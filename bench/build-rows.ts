// Rows of our own compiler, which has no counterpart.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { root } from '../test/support/repository.ts'
import { summarize, timeProcesses } from './measure.ts'
import { cli, type Whole } from './whole-process.ts'

export function buildRows({ table, temporary, quick }: Whole): void {
  const platform = path.join(root, 'platforms/dagu')
  const build = [process.execPath, cli, 'build', platform, '--out', path.join(temporary, 'chart')]
  const [cold] = timeProcesses([build], quick ? 3 : 11)
  table.add({ what: '`build platforms/dagu`, whole process', ours: cold, bar: 600 })
  const warm = summarize(warmBuilds(platform, quick ? 10 : 30))
  table.add({ what: '`build platforms/dagu` again in the same process', ours: warm, bar: 60 })
}

function warmBuilds(platform: string, runs: number): number[] {
  const script = path.join(root, 'bench/compile-warm.ts')
  const args = ['--import', 'tsx', script, cli, platform, String(runs)]
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: root })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as number[]
}
