import { run } from '../../../packages/chartwright/src/cli/run.ts'
import { registry } from '../../../packages/chartwright/src/cli/registry.ts'
import { nodeCliIo } from '../../../packages/chartwright/src/cli/node-cli-io.ts'
import type { HelmRun } from '../oracles.ts'

/** Runs one of our command lines in this process, as the binary would: the same flags, the same streams. */
export async function runOurs(args: readonly string[]): Promise<HelmRun> {
  let stdout = ''
  let stderr = ''
  const started = performance.now()
  const exitCode = await run(registry, args, {
    files: nodeCliIo.files,
    host: nodeCliIo.host,
    readStdin: () => new Uint8Array(),
    color: false,
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
  })
  return { stdout, stderr, exitCode, milliseconds: performance.now() - started }
}
