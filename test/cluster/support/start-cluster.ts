import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    kubeconfig: string
  }
}

const folder = path.join(import.meta.dirname, '..')

/** Builds the control plane if that has not been done, starts it, and ends it after the tests. */
export default function startCluster(project: TestProject): () => void {
  run('build.sh')
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-cluster-'))
  const stop = () => run('down.sh', directory)
  try {
    run('up.sh', directory)
  } catch (error) {
    stop()
    throw error
  }
  project.provide('kubeconfig', path.join(directory, 'kubeconfig'))
  return stop
}

function run(script: string, ...args: string[]): void {
  const { status } = spawnSync(path.join(folder, script), args, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) throw new Error(`test/cluster/${script} failed; the lines above say why`)
}
