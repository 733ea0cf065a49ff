import { type HelmError, type HelmVersion, type Log, noLog, refusal } from '../../chart/index.ts'
import { suggest } from '../../diagnostics/index.ts'
import { parseDuration } from '../../go/duration.ts'
import { parseFloat64, parseInteger } from '../../go/strconv.ts'
import { FlagValues, type Flag, type Flags } from './flag.ts'
import { readCsv } from './read-csv.ts'

/** What Go's strconv.ParseBool takes. */
export const trueWords: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True']
export const falseWords: readonly string[] = ['0', 'f', 'F', 'FALSE', 'false', 'False']

export interface ParseOptions {
  /** The Helm whose flags these are. */
  version?: HelmVersion
  /** Takes what Helm says of flags that are on their way out. */
  log?: Log
}

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
export function parseFlags(
  definitions: Flags,
  args: readonly string[],
  options: ParseOptions = {},
): ParsedArguments {
  const parsed: Parse = {
    flags: new FlagValues(),
    positional: [],
    wantsHelp: false,
    line: options.version?.line ?? 4,
    minor: options.version?.minor ?? 0,
    log: options.log ?? noLog,
  }
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

interface Parse extends ParsedArguments {
  readonly line: 3 | 4
  readonly minor: number
  readonly log: Log
}

function parseLong(definitions: Flags, argument: string, rest: string[], parsed: Parse): void {
  const body = argument.slice(2)
  if (/^[-=]/.test(body)) throw flagInvalid(`bad flag syntax: ${argument}`, 'a flag is written --name=value')
  const equals = body.indexOf('=')
  const name = equals < 0 ? body : body.slice(0, equals)
  const flag = own(definitions, name)
  if (!flag || !isIn(flag, parsed)) {
    if (name === 'help') return askForHelp(parsed, equals < 0 ? 'true' : body.slice(equals + 1))
    if (flag) throw otherHelms(name, flag)
    throw flagUnknown(`unknown flag: --${name}`, `--${name}`, nearestFlag(name, definitions))
  }
  const alone = valueAlone(flag, parsed)
  if (equals >= 0) setFlag(parsed, name, flag, body.slice(equals + 1))
  else if (alone !== undefined) setFlag(parsed, name, flag, alone)
  else if (rest.length > 0) setFlag(parsed, name, flag, rest.shift()!)
  else throw flagInvalid(`flag needs an argument: ${argument}`, example(name, flag))
}

function parseShort(definitions: Flags, letters: string, rest: string[], parsed: Parse): void {
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at]
    const entry = Object.entries(definitions).find(
      ([, flag]) => flag.shorthand === letter && isIn(flag, parsed),
    )
    if (!entry) {
      if (letter === 'h') {
        const [equals, value] = [letters[at + 1], letters.slice(at + 2)]
        if (equals === '=' && value !== '') return askForHelp(parsed, value)
        askForHelp(parsed, 'true')
        continue
      }
      const message = `unknown shorthand flag: '${letter}' in -${letters.slice(at)}`
      throw flagUnknown(message, `-${letter}`, nearestFlag(letters, definitions))
    }
    const [name, flag] = entry
    const alone = valueAlone(flag, parsed)
    const tail = letters.slice(at + 1)
    if (tail.length > 1 && tail[0] === '=') return setFlag(parsed, name, flag, tail.slice(1))
    if (alone !== undefined) {
      setFlag(parsed, name, flag, alone)
      continue
    }
    if (tail !== '') return setFlag(parsed, name, flag, tail)
    if (rest.length > 0) return setFlag(parsed, name, flag, rest.shift()!)
    throw flagInvalid(`flag needs an argument: '${letter}' in -${letters.slice(at)}`, example(name, flag))
  }
}

function askForHelp(parsed: Parse, value: string): void {
  setValue(parsed, 'help', { kind: 'bool', shorthand: 'h', help: '' }, value)
  parsed.wantsHelp = trueWords.includes(value)
}

/** As pflag: the value is taken first, and only then is the flag said to be deprecated. */
function setFlag(parsed: Parse, name: string, flag: Flag, value: string): void {
  // A word that is no answer at all is refused as such first.
  const isRefused = flag.refused && (flag.kind !== 'bool' || !falseWords.includes(value))
  if (!isRefused || flag.kind === 'bool') setValue(parsed, name, flag, value)
  const { deprecated } = flag
  if (deprecated && parsed.line === 4 && parsed.minor >= deprecated.since) {
    parsed.log(
      { code: 'flag-deprecated', severity: 'warning', message: `--${name}: ${deprecated.text}` },
      { site: 'flag', text: `Flag --${name} has been deprecated, ${deprecated.text}` },
    )
  }
  if (flag.refused && isRefused) {
    const message = `--${name} ${flag.refused.because}`
    throw refusal('flag-refused', flag.refused.helm, { message, hint: flag.refused.hint })
  }
}

function setValue({ flags, line, log }: Parse, name: string, flag: Flag, value: string): void {
  const spelled = flag.shorthand ? `-${flag.shorthand}, --${name}` : `--${name}`
  const invalid = (why: string) =>
    flagInvalid(`invalid argument ${goQuote(value)} for "${spelled}" flag: ${why}`, example(name, flag))
  switch (flag.kind === 'wait' && line === 3 ? 'bool' : flag.kind) {
    case 'bool': {
      const on = trueWords.includes(value)
      if (!on && !falseWords.includes(value))
        throw invalid(`strconv.ParseBool: parsing ${goQuote(value)}: invalid syntax`)
      return flags.set(name, String(on))
    }
    case 'int':
      if (parseInteger(value, 0) === undefined) {
        const problem = /^[-+]?\d+$/.test(value) ? 'value out of range' : 'invalid syntax'
        throw invalid(`strconv.ParseInt: parsing ${goQuote(value)}: ${problem}`)
      }
      return flags.set(name, value)
    case 'float32': {
      const number = parseFloat64(value)
      const isTooBig =
        number?.range || (Number.isFinite(number?.value) && !Number.isFinite(Math.fround(number!.value)))
      if (!number || isTooBig) {
        const problem = number ? 'value out of range' : 'invalid syntax'
        throw invalid(`strconv.ParseFloat: parsing ${goQuote(value)}: ${problem}`)
      }
      return flags.set(name, value)
    }
    case 'duration':
      checkDuration(value, invalid)
      return flags.set(name, value)
    case 'wait':
      if (value === 'true' || value === 'false') logWait(value, log)
      else if (!['watcher', 'hookOnly', 'legacy'].includes(value)) {
        const valid = 'Valid inputs are watcher, hookOnly, and legacy'
        throw invalid(`invalid wait input ${goQuote(value)}. ${valid}`)
      }
      return flags.set(name, value)
    case 'string':
      return flags.set(name, value)
    case 'stringArray':
      return flags.append(name, [value])
    case 'stringSlice':
    case 'stringToString':
      try {
        // One pair may hold commas.
        const isOne = flag.kind === 'stringToString' && value.split('=').length === 2
        const fields = isOne ? [value.replace(/^"+|"+$/g, '')] : readCsv(value)
        const bad = flag.kind === 'stringToString' && fields.find((field) => !field.includes('='))
        if (bad) throw new Error(`${bad} must be formatted as key=value`)
        return flags.append(name, fields)
      } catch (error) {
        throw invalid((error as Error).message)
      }
  }
}

function checkDuration(value: string, invalid: (why: string) => HelmError): void {
  try {
    parseDuration(value)
  } catch (error) {
    throw invalid((error as Error).message)
  }
}

function logWait(value: 'true' | 'false', log: Log): void {
  const better = value === 'true' ? 'watcher' : 'hookOnly'
  const message = `--wait=${value} is deprecated (boolean value) and can be replaced with --wait=${better}`
  log({ code: 'flag-deprecated', severity: 'warning', message }, { site: 'flag', level: 'WARN' })
}

function isIn({ helm }: Flag, { line }: Parse): boolean {
  return helm === undefined || helm === line
}

/** The value of a flag that is given none, where it may stand alone. */
function valueAlone({ alone, kind }: Flag, { line }: Parse): string | undefined {
  if (kind === 'wait') return line === 3 ? 'true' : 'watcher'
  return alone ?? (kind === 'bool' ? 'true' : undefined)
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

function otherHelms(name: string, { helm }: Flag): HelmError {
  return refusal('flag-unknown', `unknown flag: --${name}`, {
    message: `only Helm ${helm} has the flag --${name}`,
    hint: `leave it out, or choose --helm-version ${helm}`,
  })
}

function flagInvalid(helm: string, hint: string): HelmError {
  return refusal('flag-invalid', helm, { hint })
}
