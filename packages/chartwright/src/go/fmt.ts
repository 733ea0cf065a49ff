import { bytesOf, stringOf } from './bytes.ts'
import { formatBinaryFloat, formatHexFloat } from './float-bits.ts'
import { goSyntax, typeAndValue } from './print.ts'
import { sortedKeys } from './sort.ts'
import { quote } from './quote.ts'
import { formatFloat, type FloatFormat } from './strconv.ts'
import { kindOf, typeOf } from './kind.ts'
import { GoInt, GoNamedInt, GoSlice, GoStruct, type GoMap, type GoValue } from './values.ts'

interface Flags {
  minus: boolean
  plus: boolean
  /** `%+v`: fields with their names, and no sign before numbers. */
  plusV: boolean
  sharp: boolean
  space: boolean
  zero: boolean
  width: number | undefined
  precision: number | undefined
}

/**
 * Go's fmt.Sprintf, with its texts for wrong verbs and missing arguments.
 *
 * @example sprintf('%s has %d', ['a', 3]) // 'a has %!d(float64=3)'
 */
export function sprintf(format: string, args: readonly GoValue[]): string {
  return new Printer(format, args).print()
}

class Printer {
  readonly format: string
  readonly args: readonly GoValue[]
  at = 0
  next = 0
  reordered = false
  goodIndex = true

  constructor(format: string, args: readonly GoValue[]) {
    this.format = format
    this.args = args
  }

  print(): string {
    const { format } = this
    let out = ''
    while (this.at < format.length) {
      const percent = format.indexOf('%', this.at)
      if (percent < 0) {
        out += format.slice(this.at)
        break
      }
      out += format.slice(this.at, percent)
      this.at = percent + 1
      out += this.verb()
    }
    if (!this.reordered && this.next < this.args.length) {
      const extra = this.args.slice(this.next).map(typeAndValue)
      out += `%!(EXTRA ${extra.join(', ')})`
    }
    return out
  }

  private verb(): string {
    const { format } = this
    this.goodIndex = true
    let afterIndex = false
    let bad = ''
    const flags = this.flags()
    afterIndex = this.index()
    if (format[this.at] === '*') {
      this.at++
      const width = this.intArgument()
      if (width === undefined) bad += '%!(BADWIDTH)'
      else {
        flags.width = Math.abs(width)
        if (width < 0) {
          flags.minus = true
          flags.zero = false
        }
      }
      afterIndex = false
    } else {
      flags.width = this.number()
      if (afterIndex && flags.width !== undefined) this.goodIndex = false
    }
    if (format[this.at] === '.') {
      this.at++
      if (afterIndex) this.goodIndex = false
      afterIndex = this.index()
      if (format[this.at] === '*') {
        this.at++
        const precision = this.intArgument()
        if (precision === undefined) bad += '%!(BADPREC)'
        else if (precision >= 0) flags.precision = precision
        afterIndex = false
      } else flags.precision = this.number() ?? 0
    }
    if (!afterIndex) this.index()
    if (this.at >= format.length) return `${bad}%!(NOVERB)`
    const verb = String.fromCodePoint(format.codePointAt(this.at)!)
    this.at += verb.length
    if (verb === '%') return `${bad}%`
    if (!this.goodIndex) return `${bad}%!${verb}(BADINDEX)`
    if (this.next >= this.args.length) return `${bad}%!${verb}(MISSING)`
    if (verb === 'v' && flags.plus) {
      flags.plus = false
      flags.plusV = true
    }
    return bad + formatArgument(this.args[this.next++]!, verb, flags)
  }

  private flags(): Flags {
    const flags: Flags = {
      minus: false,
      plus: false,
      plusV: false,
      sharp: false,
      space: false,
      zero: false,
      width: undefined,
      precision: undefined,
    }
    for (; ; this.at++) {
      const character = this.format[this.at]
      if (character === '#') flags.sharp = true
      else if (character === '0') flags.zero = true
      else if (character === '+') flags.plus = true
      else if (character === '-') flags.minus = true
      else if (character === ' ') flags.space = true
      else return flags
    }
  }

  private number(): number | undefined {
    const digits = /^\d+/.exec(this.format.slice(this.at, this.at + 12))?.[0]
    if (!digits) return undefined
    this.at += digits.length
    return Number(digits) > 1e6 ? undefined : Number(digits)
  }

  /** `[3]`: the argument to take next. */
  private index(): boolean {
    if (this.format[this.at] !== '[') return false
    this.reordered = true
    const match = /^\[(\d+)\]/.exec(this.format.slice(this.at))
    if (!match) {
      this.goodIndex = false
      const close = this.format.indexOf(']', this.at)
      this.at = close < 0 ? this.at + 1 : close + 1
      return false
    }
    this.at += match[0].length
    const number = Number(match[1])
    if (number < 1 || number > this.args.length) this.goodIndex = false
    else this.next = number - 1
    return true
  }

  private intArgument(): number | undefined {
    const value = this.args[this.next]
    if (this.next < this.args.length) this.next++
    return value instanceof GoInt && Math.abs(value.n) <= 1e6 ? value.n : undefined
  }
}

function formatArgument(value: GoValue, verb: string, flags: Flags): string {
  if (verb === 'T') return pad(value === null ? '<nil>' : typeOf(value), flags)
  // doPrintf: `%+v` names fields, and no longer asks for signs.
  if (verb === 'v') {
    if (flags.sharp) return formatGoSyntax(value, flags)
    if (flags.plus) return formatValue(value, verb, { ...flags, plus: false, plusV: true })
  }
  return formatValue(value, verb, flags)
}

function formatGoSyntax(value: GoValue, flags: Flags): string {
  if (value instanceof GoInt && value.kind.startsWith('uint')) return formatInt(value, 'v', flags)
  if (typeof value === 'number' || value instanceof GoInt)
    return formatValue(value, 'v', { ...flags, sharp: false, plus: false })
  return pad(goSyntax(value), flags)
}

function formatValue(value: GoValue, verb: string, flags: Flags): string {
  if (value === null) return verb === 'v' ? pad('<nil>', flags) : `%!${verb}(<nil>)`
  if (typeof value === 'boolean')
    return verb === 't' || verb === 'v' ? pad(String(value), flags) : wrong(value, verb, flags)
  if (typeof value === 'number') return formatNumber(value, verb, flags)
  if (typeof value === 'string') return formatText(value, verb, flags)
  const own = textOf(value)
  if (own !== undefined && 'vsxXq'.includes(verb)) return formatText(own, verb, flags)
  if (value instanceof GoInt) return formatInt(value, verb, flags)
  if (value instanceof GoSlice && value.element === 'uint8' && 'sqxX'.includes(verb))
    return formatText(stringOf(Uint8Array.from(value, (byte) => (byte as GoInt).n)), verb, flags)
  return formatComposite(value, verb, flags)
}

/** The text that a value says of itself: errors, durations, versions. */
function textOf(value: GoValue): string | undefined {
  if (value instanceof GoNamedInt) return value.text
  if (!(value instanceof GoStruct)) return undefined
  const own = value.methods['Error'] ?? value.methods['String']
  return own ? String(own()) : undefined
}

/** The verb goes to the elements, each with the flags; a nil among them is `<nil>` whatever the verb. */
function formatComposite(value: GoValue, verb: string, flags: Flags): string {
  const each = (item: GoValue) => (item === null ? '<nil>' : formatValue(item, verb, flags))
  if (Array.isArray(value)) return `[${value.map(each).join(' ')}]`
  if (value instanceof GoStruct) {
    const kind = kindOf(value)
    if (kind === 'map') return formatComposite(value.fields, verb, flags)
    if (kind === 'slice') return formatComposite(Object.values(value.fields).flat(), verb, flags)
    const fields = Object.entries(value.fields).map(([name, field]) =>
      flags.plusV ? `${name}:${each(field)}` : each(field),
    )
    return `${value.type.startsWith('*') ? '&' : ''}{${fields.join(' ')}}`
  }
  const map = value as GoMap
  const entries = sortedKeys(map).map((key) => `${each(key)}:${each(map[key]!)}`)
  return `map[${entries.join(' ')}]`
}

function formatText(text: string, verb: string, flags: Flags): string {
  switch (verb) {
    case 'v':
    case 's':
      return pad(cut(text, flags), flags)
    case 'q':
      return pad(flags.sharp && !text.includes('`') ? `\`${text}\`` : quote(cut(text, flags)), flags)
    case 'x':
    case 'X': {
      const bytes = [...bytesOf(text)].slice(0, flags.precision)
      const digits = bytes.map(
        (byte) => `${flags.sharp && flags.space ? '0x' : ''}${byte.toString(16).padStart(2, '0')}`,
      )
      const hex =
        (flags.sharp && !flags.space && bytes.length > 0 ? '0x' : '') + digits.join(flags.space ? ' ' : '')
      return pad(verb === 'X' ? hex.toUpperCase() : hex, flags)
    }
  }
  return wrong(text, verb, flags)
}

function cut(text: string, { precision }: Flags): string {
  return precision === undefined ? text : [...text].slice(0, precision).join('')
}

const bases: Record<string, number> = { d: 10, v: 10, b: 2, o: 8, O: 8, x: 16, X: 16 }

function formatInt(value: GoInt, verb: string, flags: Flags): string {
  const big = value.toBigInt()
  if (verb === 'c') return pad(runeOf(value), flags)
  if (verb === 'q') return pad(quoteRune(runeOf(value)), flags)
  if (verb === 'U') {
    const code = `U+${BigInt.asUintN(64, big).toString(16).toUpperCase().padStart(4, '0')}`
    return pad(flags.sharp ? `${code} '${runeOf(value)}'` : code, flags)
  }
  if ('eEfFgG'.includes(verb) || !(verb in bases)) return wrong(value, verb, flags)
  const sharpV = verb === 'v' && flags.sharp && value.kind.startsWith('uint')
  const base = sharpV ? 16 : bases[verb]!
  let digits = (big < 0n ? -big : big).toString(base)
  if (verb === 'X') digits = digits.toUpperCase()
  if (flags.precision !== undefined) {
    if (flags.precision === 0 && big === 0n) return ' '.repeat(flags.width ?? 0)
    digits = digits.padStart(flags.precision, '0')
  }
  const sign = big < 0n ? '-' : flags.plus ? '+' : flags.space ? ' ' : ''
  const prefix = verb === 'O' ? '0o' : flags.sharp || sharpV ? prefixOf(verb, base, digits) : ''
  if (flags.zero && !flags.minus && flags.precision === undefined && flags.width !== undefined)
    digits = digits.padStart(flags.width - sign.length, '0')
  return pad(sign + prefix + digits, { ...flags, zero: false })
}

function prefixOf(verb: string, base: number, digits: string): string {
  if (base === 16) return verb === 'X' ? '0X' : '0x'
  if (base === 2) return '0b'
  return base === 8 && !digits.startsWith('0') ? '0' : ''
}

function runeOf(value: GoInt): string {
  const { n } = value
  return n >= 0 && n <= 0x10ffff && (n < 0xd800 || n > 0xdfff) ? String.fromCodePoint(n) : '\ufffd'
}

function quoteRune(character: string): string {
  if (character === "'") return "'\\''"
  if (character === '"') return "'\"'"
  return `'${quote(character).slice(1, -1)}'`
}

function formatNumber(value: number, verb: string, flags: Flags): string {
  if (!'vbgGeEfFxX'.includes(verb)) return wrong(value, verb, flags)
  const format = (verb === 'v' ? 'g' : verb === 'F' ? 'f' : verb) as FloatFormat
  const precision = flags.precision ?? ('eEf'.includes(format) ? 6 : -1)
  const finite = Number.isFinite(value)
  let text: string
  if (Number.isNaN(value)) text = 'NaN'
  else if (finite && 'bxX'.includes(verb)) text = bitsOf(Math.abs(value), verb, flags)
  else text = formatFloat(Math.abs(value), format, precision)
  const negative = value < 0 || Object.is(value, -0)
  const sign = Number.isNaN(value)
    ? ''
    : negative
      ? '-'
      : flags.plus || value === Infinity
        ? '+'
        : flags.space
          ? ' '
          : ''
  if (finite && flags.sharp && 'gGeEfF'.includes(verb)) text = withPoint(text, format, flags.precision)
  if (finite && flags.zero && !flags.minus && flags.width !== undefined)
    text = text.padStart(flags.width - sign.length, '0')
  return pad(sign + text, { ...flags, zero: false })
}

function bitsOf(value: number, verb: string, { precision }: Flags): string {
  if (verb === 'b') return formatBinaryFloat(value)
  const text = formatHexFloat(value, precision)
  return verb === 'X' ? text.toUpperCase() : text
}

/** `#`: always a decimal point, and for %g no trailing zeros removed. */
function withPoint(text: string, format: string, precision = 6): string {
  const [digits = '', exponent = ''] = text.split(/(?=e)/i)
  let mantissa = digits.includes('.') ? digits : `${digits}.`
  if (format === 'g' || format === 'G') {
    const significant = mantissa.replace(/^0*\.?0*/, '').replace('.', '').length
    mantissa += '0'.repeat(
      Math.max(0, precision - Math.max(significant, mantissa.startsWith('0.') ? significant : 1)),
    )
  }
  return mantissa + exponent
}

/** Go shows the argument of a wrong verb with the width and the signs that were asked for. */
function wrong(value: GoValue, verb: string, flags: Flags): string {
  return `%!${verb}(${typeOf(value)}=${formatArgument(value, 'v', { ...flags, sharp: false })})`
}

function pad(text: string, { width, minus, zero }: Flags): string {
  if (width === undefined) return text
  const missing = width - [...text].length
  if (missing <= 0) return text
  return minus ? text + ' '.repeat(missing) : (zero ? '0' : ' ').repeat(missing) + text
}
