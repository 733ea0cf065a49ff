import { type HelmError, type HelmVersion, type Log, refusal, resolveHelmVersion } from '../chart/index.ts'
import { suggest } from '../diagnostics/index.ts'
import { StackExhausted } from '../engine/index.ts'
import { isStackOverflow } from '../go/stack.ts'
import type { CliIo, Seen } from './cli-io.ts'
import type { Command, CommandEntry } from './command.ts'
import type { FlagValues } from './flags/flag.ts'
import { globalFlags } from './flags/global-flags.ts'
import { parseFlags } from './flags/parse-flags.ts'
import { printFailure } from './output/failure.ts'
import { printLog } from './print-log.ts'
import type { Progress } from './progress.ts'

/** The commands at hand. The quick bundle has one; the rest is loaded when it is needed. */
export interface Registry {
  commands: Readonly<Record<string, CommandEntry>>
  /** The command that says what a command, or the whole program, can do. */
  help(io: CliIo, path: readonly string[]): number | Promise<number>
}

/** Runs one command line and gives the exit code. Nothing is thrown: what goes wrong is printed. */
export async function run(registry: Registry, args: readonly string[], io: CliIo): Promise<number> {
  // Not copied: asking a stream whether it shows colour costs 3 ms, and most runs have nothing to show.
  const seen: Seen = { stderrLength: 0, stdin: undefined }
  const { streams, clear } = watched(io, seen)
  // Defined, not assigned: what the process's own streams have are getters.
  const own = Object.getOwnPropertyDescriptors({ ...streams, errorFormat: errorFormat(args) })
  const told = Object.create(io, own) as CliIo
  try {
    return await dispatch(registry, args, told)
  } catch (error) {
    const exhausted = isStackOverflow(error) ? new StackExhausted() : error
    if (exhausted instanceof StackExhausted && io.onDeepStack) return io.onDeepStack(seen)
    printFailure(exhausted, told)
    return exitCodeOfFailure(args)
  } finally {
    clear()
  }
}

/** The streams, with what went over them noted, and without what progress left on the terminal. */
function watched(io: CliIo, seen: Seen) {
  const { progress } = io
  let shown: Progress | undefined
  const clear = () => {
    shown?.end()
    shown = undefined
  }
  const streams: Pick<CliIo, 'stdout' | 'stderr' | 'readStdin' | 'progress'> = {
    stdout(text) {
      clear()
      io.stdout(text)
    },
    stderr(text) {
      clear()
      seen.stderrLength += text.length
      io.stderr(text)
    },
    readStdin() {
      clear()
      return (seen.stdin = io.readStdin())
    },
    progress:
      progress &&
      ((text) => {
        clear()
        shown = progress(text)
        return { end: clear }
      }),
  }
  return { streams, clear }
}

/** 1, as Helm's; with `diff --exit-code` 1 says that there are differences. */
function exitCodeOfFailure(args: readonly string[]): number {
  const asks = args.some((arg) => arg === '--exit-code' || arg === '--exit-code=true')
  return asks && args[commandIndex(args)] === 'diff' ? 2 : 1
}

/** Read before the flags are: a flag that is unknown is an error to tell, too. */
function errorFormat(args: readonly string[]): 'text' | 'json' {
  const asks = (arg: string, index: number) =>
    arg === '--error-format=json' || (arg === '--error-format' && args[index + 1] === 'json')
  return args.some(asks) ? 'json' : 'text'
}

/** The Helm whose flags are read, which a flag says; an unknown one is refused when the command runs. */
function versionIn(args: readonly string[]): HelmVersion {
  const name = '--helm-version'
  const at = args.findLastIndex((arg) => arg === name || arg.startsWith(`${name}=`))
  const text = at < 0 ? undefined : args[at] === name ? args[at + 1] : args[at]!.slice(name.length + 1)
  return resolveHelmVersion(text || undefined) ?? resolveHelmVersion()!
}

/** Helm 4 says this through its log alone. */
function checkColor(flags: FlagValues, log: Log): void {
  const mode = flags.text('colour') || flags.text('color')
  if (['', 'never', 'auto', 'always'].includes(mode)) return
  const text = `invalid color mode ${JSON.stringify(mode)}: must be one of: never, auto, always`
  log(
    { code: 'flag-invalid', severity: 'error', message: 'command failed' },
    { site: 'flag', level: 'WARN', attributes: [['error', text]] },
  )
  throw refusal('flag-invalid', text, { hint: 'write --color never' })
}

async function dispatch(registry: Registry, args: readonly string[], io: CliIo): Promise<number> {
  const at = commandIndex(args)
  if (at < 0) {
    const { flags } = parseFlags({ ...globalFlags, version: { kind: 'bool', help: '' } }, args)
    if (flags.isOn('version')) return dispatch(registry, ['version'], io)
    return registry.help(io, [])
  }
  const name = args[at]
  const entry = Object.hasOwn(registry.commands, name) ? registry.commands[name] : undefined
  if (!entry) throw commandUnknown(name, Object.keys(registry.commands))
  const path = [name]
  let command = await entry.load()
  let rest = [...args.slice(0, at), ...args.slice(at + 1)]
  if (command.subcommands) {
    const below = commandIndex(rest)
    const sub = below < 0 ? undefined : rest[below]
    if (sub === undefined) return registry.help(io, path)
    if (!Object.hasOwn(command.subcommands, sub))
      throw commandUnknown(sub, Object.keys(command.subcommands), `${name} `)
    path.push(sub)
    command = command.subcommands[sub]
    rest = rest.filter((_, index) => index !== below)
  }
  const version = versionIn(args)
  const log = printLog(io, version)
  const parsed = parseFlags({ ...globalFlags, ...command.flags }, rest, { version, log })
  if (parsed.wantsHelp) return registry.help(io, path)
  checkColor(parsed.flags, log)
  checkArguments(command, path, parsed.positional)
  return command.run({ io, flags: parsed.flags, args: parsed.positional })
}

/** Where the command's name stands: flags that every command has may come before it (`-n prod template …`). */
export function commandIndex(args: readonly string[]): number {
  for (let at = 0; at < args.length; at++) {
    const argument = args[at]
    if (argument === '--') return -1
    if (!argument.startsWith('-') || argument === '-') return at
    if (argument.includes('=')) continue
    const flag = argument.startsWith('--')
      ? globalFlags[argument.slice(2)]
      : argument.length === 2
        ? Object.values(globalFlags).find((other) => other.shorthand === argument[1])
        : undefined
    if (flag && flag.kind !== 'bool') at++
  }
  return -1
}

/** What Helm does that we do not: the chart is Helm's to install and to send. */
const helmOnly =
  'dependency env get history install list package plugin pull push registry repo rollback search status test uninstall upgrade verify'.split(
    ' ',
  )

function commandUnknown(name: string, names: readonly string[], above = ''): HelmError {
  const meant = name === 'create' ? 'init' : suggest(name, names)
  const hint = meant
    ? `did you mean "${above}${meant}"?`
    : above === '' && helmOnly.includes(name)
      ? `that is Helm's: run "helm ${name}", which takes the chart as it is`
      : `run "chartwright ${above}--help" to see the commands`
  return refusal('command-unknown', `unknown command "${above}${name}" for "chartwright"`, {
    message: `there is no command "${above}${name}"`,
    hint,
  })
}

/** The sentences of Helm's pkg/cmd/require. */
function checkArguments(command: Command, path: readonly string[], args: readonly string[]): void {
  const { min, max, exactly } = command.args ?? {}
  const plural = (count: number) => `${count} argument${count === 1 ? '' : 's'}`
  let wants: string | undefined
  if (min !== undefined && args.length < min) wants = `requires at least ${plural(min)}`
  else if (max !== undefined && args.length > max) wants = `accepts at most ${plural(max)}`
  else if (exactly === 0 && args.length > 0) wants = 'accepts no arguments'
  else if (exactly !== undefined && args.length !== exactly) wants = `requires ${plural(exactly)}`
  if (wants === undefined) return
  throw refusal('argument-count', `"chartwright ${path.join(' ')}" ${wants}`, {
    message: `usage: chartwright ${command.usage}`,
  })
}
