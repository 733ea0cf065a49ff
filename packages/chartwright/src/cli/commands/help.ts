import type { CliIo } from '../cli-io.ts'
import type { Command, CommandEntry } from '../command.ts'
import type { Flags } from '../flags/flag.ts'
import { globalFlags } from '../flags/global-flags.ts'
import { run } from '../run.ts'

const introduction = `Chartwright describes a platform in TypeScript, builds a plain Helm chart from it,
and renders any Helm chart without Helm, byte for byte as Helm does.`

/** Prints what the program, or the command at a path, can do. */
export async function printHelp(
  commands: Readonly<Record<string, CommandEntry>>,
  io: CliIo,
  path: readonly string[],
): Promise<number> {
  let command: Command | undefined
  for (const name of path) command = await (command?.subcommands?.[name] ?? commands[name].load())
  io.stdout(command ? commandHelp(command, path) : programHelp(commands))
  return 0
}

function programHelp(commands: Readonly<Record<string, CommandEntry>>): string {
  const rows = Object.entries(commands).map(([name, entry]) => [name, entry.summary])
  return `${introduction}

Usage:
  chartwright [command]

Commands:
${columns(rows)}

Run "chartwright [command] --help" for more about a command.
`
}

function commandHelp(command: Command, path: readonly string[]): string {
  const parts = [command.description.trim(), `Usage:\n  chartwright ${command.usage}`]
  if (command.subcommands) {
    const rows = Object.entries(command.subcommands).map(([name, sub]) => [name, sub.summary])
    parts.push(`Commands:\n${columns(rows)}`)
    parts.push(`Run "chartwright ${path.join(' ')} [command] --help" for more about a command.`)
  } else {
    parts.push(`Flags:\n${columns(flagRows(command.flags))}`)
  }
  parts.push(`Flags of every command:\n${columns(flagRows(globalFlags))}`)
  return `${parts.filter((part) => !part.endsWith(':\n')).join('\n\n')}\n`
}

function flagRows(flags: Flags): string[][] {
  return Object.entries(flags)
    .filter(([, flag]) => !flag.hidden)
    .map(([name, flag]) => [
      `${flag.shorthand ? `-${flag.shorthand}, ` : '    '}--${name}${flag.value ? ` ${flag.value}` : ''}`,
      flag.help,
    ])
}

function columns(rows: readonly (readonly string[])[]): string {
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`).join('\n')
}

/** `chartwright help [command]`, the same as `chartwright [command] --help`. */
export const helpCommand: Command = {
  usage: 'help [command]',
  summary: 'say what a command does',
  description: 'Says what a command does and which flags it takes.',
  flags: {},
  async run({ io, args }) {
    const { registry } = await import('../registry.ts')
    return run(registry, [...args, '--help'], io)
  },
}
