import { scrubbed } from '../bytes.ts'
import { GoError } from '../error.ts'
import { quote } from '../quote.ts'
import { isDigit, isLetter } from '../unicode.ts'
import { Machine } from './machine.ts'
import { plainPattern, type PlainPattern } from './plain-pattern.ts'
import { parseRegexp, type Syntax } from './syntax.ts'
import { cost, translate, type Cost } from './translate.ts'

const compiledPatterns = new Map<string, Regexp>()

/**
 * regexp.Compile. Charts ask with the same few patterns again and again, so they are kept. Throws GoError with
 * Go's message for a pattern that RE2 does not take: look-around, back references, counts beyond 1000.
 */
export function compileRegexp(pattern: string): Regexp {
  let regexp = compiledPatterns.get(pattern)
  if (!regexp) {
    regexp = new Regexp(pattern)
    if (compiledPatterns.size > 500) compiledPatterns.clear()
    compiledPatterns.set(pattern, regexp)
  }
  return regexp
}

/** A match: where it begins and ends, and the groups' texts. */
interface Match {
  readonly start: number
  readonly end: number
  readonly groups: readonly (string | undefined)[]
}

// Beyond this many steps of backtracking a match goes to the machine whose time is linear.
const mostSteps = 2_000_000

// What is kept of one pattern stays below 64 kB.
const longestKept = 4096
const mostKept = 8

/** A compiled regular expression with RE2's syntax and results, in time linear to the text. */
export class Regexp {
  private readonly pattern: string
  private readonly plain: PlainPattern | undefined
  private parsed: { syntax: Syntax; cost: Cost | undefined } | undefined
  private native: RegExp | undefined
  private ownMachine: Machine | undefined
  /** Answers of `test`: charts ask the same of the same texts, in each of their files. */
  private readonly answers = new Map<string, boolean>()

  constructor(pattern: string) {
    this.pattern = pattern
    this.plain = plainPattern(pattern)
    if (!this.plain) this.parse()
  }

  private parse(): { syntax: Syntax; cost: Cost | undefined } {
    if (!this.parsed) {
      const syntax = parseRegexp(this.pattern)
      this.parsed = { syntax, cost: cost(syntax.root) }
    }
    return this.parsed
  }

  /** MatchString. */
  test(text: string): boolean {
    const { plain } = this
    if (plain && plain.steps(text.length) <= mostSteps && /^[\0-\x7f]*$/.test(text))
      return plain.native.test(text)
    let answer = this.answers.get(text)
    if (answer === undefined) {
      answer = this.searcher(text)(0) !== undefined
      if (text.length > longestKept) return answer
      if (this.answers.size >= mostKept) this.answers.clear()
      this.answers.set(text, answer)
    }
    return answer
  }

  /** FindString. */
  find(text: string): string {
    const match = this.searcher(text)(0)
    return match ? text.slice(match.start, match.end) : ''
  }

  /** FindAllString: undefined where Go returns a nil slice. */
  findAll(text: string, count: number): string[] | undefined {
    const found = this.matches(text, count).map(({ start, end }) => text.slice(start, end))
    return found.length > 0 ? found : undefined
  }

  /** ReplaceAllString: `$1` and `${name}` stand for groups. */
  replaceAll(text: string, template: string): string {
    if (!template.includes('$')) return this.replaceLiteral(text, template)
    return this.replace(text, (match) => this.expand(template, match))
  }

  /** ReplaceAllLiteralString. */
  replaceLiteral(text: string, replacement: string): string {
    return this.replace(text, () => replacement)
  }

  /** Split: undefined where Go returns a nil slice. */
  split(text: string, count: number): string[] | undefined {
    if (count === 0) return undefined
    if (this.pattern !== '' && text === '') return ['']
    const parts: string[] = []
    let begin = 0
    let end = 0
    for (const match of this.matches(text, count)) {
      if (count > 0 && parts.length === count - 1) break
      end = match.start
      if (match.end !== 0) parts.push(text.slice(begin, end))
      begin = match.end
    }
    if (end !== text.length) parts.push(text.slice(begin))
    return parts
  }

  /** Finds the next match from a place on. Stray bytes match as U+FFFD, which is as long as they are. */
  private searcher(source: string): (from: number) => Match | undefined {
    const { syntax, cost } = this.parse()
    // Look-behind and look-ahead of V8 also match between the halves of a pair.
    if (
      cost &&
      source.length ** (cost.loops + 1) * cost.paths <= mostSteps &&
      !/[\ud800-\udfff]/.test(source)
    ) {
      const native = (this.native ??= new RegExp(translate(syntax.root), 'gu'))
      return (from) => {
        native.lastIndex = from
        const match = native.exec(source)
        return match ? { start: match.index, end: match.index + match[0].length, groups: match } : undefined
      }
    }
    const text = scrubbed(source)
    const machine = (this.ownMachine ??= new Machine(syntax.root))
    const groups = syntax.names.length
    return (from) => {
      const slots = machine.run(text, from, groups)
      if (!slots) return undefined
      const texts = Array.from({ length: groups }, (_, i) =>
        slots[i * 2 + 1]! < 0 ? undefined : source.slice(slots[i * 2], slots[i * 2 + 1]),
      )
      return { start: slots[0]!, end: slots[1]!, groups: texts }
    }
  }

  private matches(text: string, count: number): Match[] {
    const limit = count < 0 ? text.length + 1 : count
    const search = this.searcher(text)
    const found: Match[] = []
    let previousEnd = -1
    for (let at = 0; found.length < limit && at <= text.length;) {
      const match = search(at)
      if (!match) break
      // An empty match right after another one does not count.
      const accepted = match.end !== at || match.start !== previousEnd
      if (match.end === at) at += widthAt(text, at) || 1
      else at = match.end
      previousEnd = match.end
      if (accepted) found.push(match)
    }
    return found
  }

  private replace(text: string, replacement: (match: Match) => string): string {
    const search = this.searcher(text)
    let result = ''
    let lastEnd = 0
    for (let at = 0; at <= text.length;) {
      const match = search(at)
      if (!match) break
      result += text.slice(lastEnd, match.start)
      if (match.end > lastEnd || match.start === 0) result += replacement(match)
      lastEnd = match.end
      const width = widthAt(text, at)
      if (at + width > match.end) at += width
      else if (at + 1 > match.end) at++
      else at = match.end
    }
    return result + text.slice(lastEnd)
  }

  private expand(template: string, match: Match): string {
    let result = ''
    let rest = template
    for (;;) {
      const dollar = rest.indexOf('$')
      if (dollar < 0) return result + rest
      result += rest.slice(0, dollar)
      rest = rest.slice(dollar + 1)
      if (rest[0] === '$') {
        result += '$'
        rest = rest.slice(1)
        continue
      }
      const reference = groupReference(rest)
      if (!reference) {
        result += '$'
        continue
      }
      rest = rest.slice(reference.length)
      result += this.group(reference.name, match)
    }
  }

  private group(name: string, { groups }: Match): string {
    if (/^(?:0|[1-9][0-9]{0,8})$/.test(name)) return groups[Number(name)] ?? ''
    const index = this.parse().syntax.names.indexOf(name)
    return index < 0 ? '' : (groups[index] ?? '')
  }
}

function widthAt(text: string, at: number): number {
  if (at >= text.length) return 0
  return text.codePointAt(at)! > 0xffff ? 2 : 1
}

/** The name after a `$`, in braces or not. */
function groupReference(text: string): { name: string; length: number } | undefined {
  const braced = text[0] === '{'
  let name = ''
  for (const character of braced ? text.slice(1) : text) {
    if (character !== '_' && !isLetter(character) && !isDigit(character)) break
    name += character
  }
  if (name === '') return undefined
  if (!braced) return { name, length: name.length }
  return text[name.length + 1] === '}' ? { name, length: name.length + 2 } : undefined
}

/** regexp.MustCompile: its panic says what was compiled. */
export function mustCompileRegexp(pattern: string): Regexp {
  try {
    return compileRegexp(pattern)
  } catch (error) {
    if (!(error instanceof GoError)) throw error
    throw new GoError(`regexp: Compile(${quoted(pattern)}): ${error.message}`)
  }
}

// strconv.CanBackquote, else strconv.Quote.
function quoted(pattern: string): string {
  return /[\x00-\x08\x0a-\x1f\x7f`\ufeff\ud800-\udfff]/u.test(pattern) ? quote(pattern) : `\`${pattern}\``
}

/** regexp.QuoteMeta. */
export function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')
}
