import type { Flags } from './fmt-flags.ts'
import { formatArgument } from './fmt-value.ts'
import { typeAndValue } from './print.ts'
import { GoInt, type GoValue } from './values.ts'

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
    // `%s` and `%v` of a text, as nearly all of them are.
    const letter = format.charCodeAt(this.at)
    if (letter === 0x73 || letter === 0x76) {
      const text = this.args[this.next]
      if (typeof text === 'string') {
        this.at++
        this.next++
        return text
      }
    }
    const flags = this.flags()
    let afterIndex = this.index()
    let bad = ''
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
    // A point at the very end is a verb.
    if (format[this.at] === '.' && this.at + 1 < format.length) {
      this.at++
      if (afterIndex) this.goodIndex = false
      afterIndex = this.index()
      if (format[this.at] === '*') {
        this.at++
        const precision = this.intArgument()
        if (precision === undefined || precision < 0) bad += '%!(BADPREC)'
        else flags.precision = precision
        afterIndex = false
      } else flags.precision = this.number() ?? 0
    }
    if (!afterIndex) this.index()
    if (this.at >= format.length) return `${bad}%!(NOVERB)`
    return bad + this.argument(this.character(), flags)
  }

  private argument(verb: string, flags: Flags): string {
    if (verb === '%') return '%'
    if (!this.goodIndex) return `%!${verb}(BADINDEX)`
    if (this.next >= this.args.length) return `%!${verb}(MISSING)`
    if (verb === 'v' || verb === 'w') {
      flags.sharpV = flags.sharp
      flags.plusV = flags.plus
      flags.sharp = false
      flags.plus = false
    }
    return formatArgument(this.args[this.next++]!, verb, flags)
  }

  /** The next character; a byte that is none counts as U+FFFD. */
  private character(): string {
    const verb = String.fromCodePoint(this.format.codePointAt(this.at)!)
    this.at += verb.length
    return /[\ud800-\udfff]/u.test(verb) ? '\ufffd' : verb
  }

  private flags(): Flags {
    const flags: Flags = {
      minus: false,
      plus: false,
      plusV: false,
      sharp: false,
      sharpV: false,
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

  /** Decimal digits. A number that is far too long takes the rest of the format with it. */
  private number(): number | undefined {
    const { format } = this
    let value: number | undefined
    for (; ; this.at++) {
      const digit = format.charCodeAt(this.at) - 48
      if (!(digit >= 0 && digit <= 9)) return value
      if (value !== undefined && value > 1e6) {
        this.at = format.length
        return undefined
      }
      value = (value ?? 0) * 10 + digit
    }
  }

  /** `[3]`: the argument to take next. Says whether there was one that could be read. */
  private index(): boolean {
    const { format } = this
    if (format[this.at] !== '[') return false
    this.reordered = true
    const close = format.indexOf(']', this.at + 1)
    if (format.length - this.at < 3 || close < 0) {
      this.goodIndex = false
      this.at++
      return false
    }
    const digits = format.slice(this.at + 1, close)
    this.at = close + 1
    const isNumber = /^\d+$/.test(digits) && Number(digits.slice(0, -1)) <= 1e6
    const number = Number(digits)
    if (isNumber && number >= 1 && number <= this.args.length) this.next = number - 1
    else this.goodIndex = false
    return isNumber
  }

  private intArgument(): number | undefined {
    const value = this.args[this.next]
    if (this.next < this.args.length) this.next++
    return value instanceof GoInt && Math.abs(value.n) <= 1e6 ? value.n : undefined
  }
}
