import { type HelmError, refusal } from '../../chart/index.ts'
import { suggest } from '../../diagnostics/index.ts'
import { FlagValues, type Flag, type Flags } from './flag.ts'
import { readCsv } from './read-csv.ts'

/** What Go's strconv.ParseBool takes. */
export const trueWords: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True']
export const falseWords: readonly string[] = ['0', 'f', 'F', 'FALSE', 'false', 'False']

export interface ParsedArguments {
  flags: FlagValues
  positional: string[]
  /** `-h` or `--help` was met; what stands after it was not read. */
  wantsHelp: boolean
}

/**
 * Reads arguments as Go's pflag does, because Helm's users rely on its rules: flags and arguments mix, `--`
 * ends the flags, `--flag=value` and `--flag value`, `--bool=false`, shorthands joined (`-gs=x`). A library
 * for JavaScript would differ in each; docs/decisions/001-own-flag-parser.md.
 *
 * @example parseFlags({ set: { kind: 'stringArray', help: '' } }, ['rel', '--set', 'a=1']).positional // ['rel']
 */
export function parseFlags(definitions: Flags, args: readonly string[]): ParsedArguments {
  const parsed: ParsedArguments = { flags: new FlagValues(), positional: [], wantsHelp: false }
  const rest = [...args]
  while (rest.length > 0 && !parsed.wantsHelp) {
    const argument = rest.shift()!
    if (argument === '--') parsed.positional.push(...rest.splice(0))
    else if (argument.startsWith('--')) parseLong(definitions, argument, rest, parsed)
    else if (argument.length > 1 && argument.startsWith('-'))
      parseShort(definitions, argument.slice(1), rest, parsed)
    else parsed.positional.push(argument)
  }
  return parsed
}

function parseLong(definitions: Flags, argument: string, rest: string[], parsed: ParsedArguments): void {
  const body = argument.slice(2)
  if (/^[-=]/.test(body)) throw flagInvalid(`bad flag syntax: ${argument}`, 'a flag is written --name=value')
  const equals = body.indexOf('=')
  const name = equals < 0 ? body : body.slice(0, equals)
  const flag = own(definitions, name)
  if (!flag) {
    if (name === 'help') return void (parsed.wantsHelp = true)
    throw flagUnknown(`unknown flag: --${name}`, `--${name}`, nearestFlag(name, definitions))
  }
  const alone = flag.alone ?? (flag.kind === 'bool' ? 'true' : undefined)
  if (equals >= 0) setFlag(parsed.flags, name, flag, body.slice(equals + 1))
  else if (alone !== undefined) setFlag(parsed.flags, name, flag, alone)
  else if (rest.length > 0) setFlag(parsed.flags, name, flag, rest.shift()!)
  else throw flagInvalid(`flag needs an argument: ${argument}`, example(name, flag))
}

function parseShort(definitions: Flags, letters: string, rest: string[], parsed: ParsedArguments): void {
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at]
    const entry = Object.entries(definitions).find(([, flag]) => flag.shorthand === letter)
    if (!entry) {
      if (letter === 'h') return void (parsed.wantsHelp = true)
      const message = `unknown shorthand flag: '${letter}' in -${letters.slice(at)}`
      throw flagUnknown(message, `-${letter}`, nearestFlag(letters, definitions))
    }
    const [name, flag] = entry
    const alone = flag.alone ?? (flag.kind === 'bool' ? 'true' : undefined)
    const tail = letters.slice(at + 1)
    if (tail.length > 1 && tail[0] === '=') return setFlag(parsed.flags, name, flag, tail.slice(1))
    if (alone !== undefined) {
      setFlag(parsed.flags, name, flag, alone)
      continue
    }
    if (tail !== '') return setFlag(parsed.flags, name, flag, tail)
    if (rest.length > 0) return setFlag(parsed.flags, name, flag, rest.shift()!)
    throw flagInvalid(`flag needs an argument: '${letter}' in -${letters.slice(at)}`, example(name, flag))
  }
}

function setFlag(flags: FlagValues, name: string, flag: Flag, value: string): void {
  const spelled = flag.shorthand ? `-${flag.shorthand}, --${name}` : `--${name}`
  const invalid = (why: string) =>
    flagInvalid(`invalid argument ${goQuote(value)} for "${spelled}" flag: ${why}`, example(name, flag))
  if (flag.refused && value !== 'false') {
    const message = `--${name} ${flag.refused.because}`
    throw refusal('flag-refused', flag.refused.helm, { message, hint: flag.refused.hint })
  }
  switch (flag.kind) {
    case 'bool': {
      const on = trueWords.includes(value)
      if (!on && !falseWords.includes(value))
        throw invalid(`strconv.ParseBool: parsing ${goQuote(value)}: invalid syntax`)
      return flags.set(name, String(on))
    }
    case 'int':
      if (!/^[-+]?\d+$/.test(value))
        throw invalid(`strconv.ParseInt: parsing ${goQuote(value)}: invalid syntax`)
      return flags.set(name, value)
    case 'duration':
      if (!/^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(value))
        throw invalid(`time: invalid duration ${goQuote(value)}`)
      return flags.set(name, value)
    case 'string':
      return flags.set(name, value)
    case 'stringArray':
      return flags.append(name, [value])
    case 'stringSlice':
    case 'stringToString':
      try {
        const fields = readCsv(value)
        const bad = flag.kind === 'stringToString' && fields.find((field) => !field.includes('='))
        if (bad) throw new Error(`${bad} must be formatted as key=value`)
        return flags.append(name, fields)
      } catch (error) {
        throw invalid((error as Error).message)
      }
  }
}

function own(definitions: Flags, name: string): Flag | undefined {
  return Object.hasOwn(definitions, name) ? definitions[name] : undefined
}

/** As Go's %q prints a word of printable ASCII; JSON's escapes are the same there. */
function goQuote(text: string): string {
  return JSON.stringify(text)
}

function example(name: string, flag: Flag): string {
  if (flag.kind === 'bool') return `write --${name}, or --${name}=false`
  const value = { stringSlice: 'a,b', stringToString: 'a=b', int: '1', duration: '5m' }[flag.kind as string]
  return `write --${name} ${value ?? flag.value ?? 'value'}`
}

/** The flag that was meant: near in spelling, or spelled out after one dash (`-namespace`). */
function nearestFlag(name: string, definitions: Flags): string | undefined {
  const names = Object.keys(definitions).filter((candidate) => !definitions[candidate].hidden)
  if (name.length > 1 && names.includes(name)) return name
  return name.length > 1 ? suggest(name, names) : undefined
}

function flagUnknown(helm: string, spelled: string, meant: string | undefined): HelmError {
  return refusal('flag-unknown', helm, {
    message: `this command has no flag ${spelled}`,
    hint: meant ? `did you mean --${meant}?` : 'run the command with --help to see its flags',
  })
}

function flagInvalid(helm: string, hint: string): HelmError {
  return refusal('flag-invalid', helm, { hint })
}
