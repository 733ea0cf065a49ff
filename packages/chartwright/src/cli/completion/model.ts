import type { Command, CommandEntry } from '../command.ts'
import type { Flag } from '../flags/flag.ts'
import { globalFlags } from '../flags/global-flags.ts'

/** What may stand where a value is expected: nothing known, files, folders, charts, or one of some words. */
export type Expected = 'anything' | 'files' | 'folders' | 'charts' | readonly string[]

export interface CompletedFlag {
  name: string
  shorthand: string | undefined
  help: string
  /** Nothing for a flag that takes no value. */
  value: Expected | undefined
  /** What the help calls the value. */
  valueName: string
}

export interface CompletedCommand {
  /** Words: `['show', 'values']`; none for the program itself. */
  path: string[]
  subcommands: { name: string; summary: string }[]
  flags: CompletedFlag[]
  argument: Expected
}

/** The program and every command below it, as the shells need to know them. */
export async function completedCommands(
  entries: Readonly<Record<string, CommandEntry>>,
): Promise<CompletedCommand[]> {
  const names = Object.entries(entries).map(([name, { summary }]) => ({ name, summary }))
  const all: CompletedCommand[] = [
    { path: [], subcommands: names, flags: flagsOf(undefined), argument: 'anything' },
  ]
  const add = (path: string[], command: Command) => {
    const below = Object.entries(command.subcommands ?? {})
    all.push({
      path,
      subcommands: below.map(([name, { summary }]) => ({ name, summary })),
      flags: flagsOf(command),
      argument: path[0] === 'help' ? Object.keys(entries) : argumentOf(command.usage),
    })
    for (const [name, sub] of below) add([...path, name], sub)
  }
  for (const [name, entry] of Object.entries(entries)) add([name], await entry.load())
  return all
}

function flagsOf(command: Command | undefined): CompletedFlag[] {
  const own = Object.entries({ ...globalFlags, ...command?.flags }).filter(([, flag]) => !flag.hidden)
  const help: [string, Flag] = ['help', { kind: 'bool', shorthand: 'h', help: 'say what it does' }]
  return [...own, help].map(([name, flag]) => ({
    name,
    shorthand: flag.shorthand,
    help: flag.help,
    value: flag.kind === 'bool' ? undefined : valueOf(flag),
    valueName: flag.value ?? 'value',
  }))
}

/** By the choices of a flag, or the word that the help has for its value. */
function valueOf({ choices, value = '' }: Flag): Expected {
  if (choices) return choices
  if (/^[a-z]+(\|[a-z]+)+$/.test(value)) return value.split('|')
  if (/^files?$/.test(value)) return 'files'
  return value === 'folder' ? 'folders' : 'anything'
}

/** By the words in the usage: `CHART`, `FILE|FOLDER|-`, `bash|zsh|fish`. */
function argumentOf(usage: string): Expected {
  const words = [...usage.matchAll(/\[?\b([A-Za-z]+(?:\|[-A-Za-z]+)*)\b/g)].map(([, word]) => word!)
  const choice = words.find((word) => /^[a-z]+(\|[a-z]+)+$/.test(word))
  if (choice) return choice.split('|')
  const named = new Set(words.filter((word) => /^[A-Z]/.test(word)).flatMap((word) => word.split('|')))
  if (named.has('FILE')) return 'files'
  if (named.has('CHART') || named.has('PATH')) return 'charts'
  return named.has('PLATFORM') || named.has('FOLDER') ? 'folders' : 'anything'
}
