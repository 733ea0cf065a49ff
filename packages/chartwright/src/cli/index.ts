/**
 * The command `chartwright`: one file a command in commands/, one file an output format in output/, flags as
 * Helm reads them in flags/. It may import every other folder, and none imports it.
 */
import type { CliIo, Seen } from './cli-io.ts'
import { nodeCliIo } from './node-cli-io.ts'
import { registry } from './registry.ts'
import { run } from './run.ts'

export { registry, run, nodeCliIo }

/** Runs the process's command line. */
export function main(args: readonly string[], onDeepStack?: CliIo['onDeepStack']): Promise<number> {
  return run(registry, args, Object.assign(Object.create(nodeCliIo) as CliIo, { onDeepStack }))
}

/** Runs a command line that ended for want of stack, on a thread with more of it: bin/deep-stack.cjs. */
export function mainAgain(args: readonly string[], { stderrLength, stdin }: Seen): Promise<number> {
  let skip = stderrLength
  const io = Object.assign(Object.create(nodeCliIo) as CliIo, {
    stderr(text: string) {
      nodeCliIo.stderr(text.slice(skip))
      skip = Math.max(0, skip - text.length)
    },
    ...(stdin && { readStdin: () => stdin }),
  })
  return run(registry, args, io)
}
