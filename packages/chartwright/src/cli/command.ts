import type { CliIo } from './cli-io.ts'
import type { Flags, FlagValues } from './flags/flag.ts'

export interface CommandContext {
  io: CliIo
  flags: FlagValues
  args: string[]
}

/** One command: a file of `commands/` exports one. */
export interface Command {
  /** `template [NAME] [CHART] [flags]`, without the program's name. */
  usage: string
  summary: string
  /** What the help says above the flags. */
  description: string
  flags: Flags
  /** How many arguments it takes. Helm's own sentence is printed when it gets others. */
  args?: { min?: number; max?: number; exactly?: number }
  /** Commands below it: `show values`. */
  subcommands?: Readonly<Record<string, Command>>
  /** The exit code. */
  run(context: CommandContext): number | Promise<number>
}

/** A command's summary at hand, and its code when it is asked for. */
export interface CommandEntry {
  summary: string
  load(): Command | Promise<Command>
}
