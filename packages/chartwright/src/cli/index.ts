/**
 * The command `chartwright`: one file a command in commands/, one file an output format in output/, flags as
 * Helm reads them in flags/. It may import every other folder, and none imports it.
 */
import { nodeCliIo } from './node-cli-io.ts'
import { registry } from './registry.ts'
import { run } from './run.ts'

export { registry, run, nodeCliIo }

/** Runs the process's command line. */
export function main(args: readonly string[]): Promise<number> {
  return run(registry, args, nodeCliIo)
}
