import type { CliIo, Seen } from './cli-io.ts'
import type { Registry } from './run.ts'
import { commandIndex, run } from './run.ts'
import { nodeCliIo } from './node-cli-io.ts'
import { templateCommand } from './commands/template.ts'

/**
 * The one command whose start is raced against a compiled program. scripts/build.mjs makes a bundle of this
 * file alone, and bin/chartwright.cjs loads it with V8's code cache. Everything else is in the bundle that
 * `everything` loads. Undefined when the arguments ask for another command.
 */
export function quickStart(
  args: readonly string[],
  everything: () => { registry: Registry },
  onDeepStack: (seen: Seen) => Promise<number>,
): Promise<number> | undefined {
  if (args[commandIndex(args)] !== 'template') return undefined
  const registry: Registry = {
    commands: { template: { summary: templateCommand.summary, load: () => templateCommand } },
    help: (io, path) => everything().registry.help(io, path),
  }
  return run(registry, args, Object.assign(Object.create(nodeCliIo) as CliIo, { onDeepStack }))
}
