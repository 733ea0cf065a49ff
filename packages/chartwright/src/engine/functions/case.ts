import { isStrayByte, scrubbed } from '../../go/bytes.ts'
import { isLetter, isNumber, isPunct, isSpace, isUpper, toLower, toUpper } from '../../go/unicode.ts'
import { define, type FunctionFamily } from './definition.ts'

/** Names in another style: github.com/huandu/xstrings, with its own idea of where words end. */
export const casing: FunctionFamily = {
  name: 'case',
  pure: {
    camelcase: define(['string'], 'string', pascalCase),
    snakecase: define(['string'], 'string', (text: string) => joined(text, '_')),
    kebabcase: define(['string'], 'string', (text: string) => joined(text, '-')),
  },
}

const isConnector = (character: string) =>
  character === '-' || character === '_' || isSpace(character.codePointAt(0)!)

function pascalCase(text: string): string {
  const characters = Array.from(scrubbed(text))
  let result = ''
  let at = 0
  let current = ''
  // Connectors in front stay.
  for (; at < characters.length; at++) {
    current = characters[at]!
    if (!isConnector(current)) break
    // The last one is written once more: an oversight that charts may have got used to.
    if (at === characters.length - 1) return result + current + current
    result += current
  }
  if (current === '') return ''
  let firstUpper = isUpper(current)
  current = toUpper(current)
  for (at++; at < characters.length; at++) {
    const previous = current
    current = characters[at]!
    if (isConnector(current) && isConnector(previous)) result += previous
    else if (isConnector(previous)) {
      firstUpper = isUpper(current)
      current = toUpper(current)
    } else {
      if (firstUpper) {
        if (isUpper(current)) current = toLower(current)
        else firstUpper = false
      }
      result += previous
    }
  }
  return result + current
}

type WordKind = 'none' | 'invalid' | 'number' | 'upper' | 'alphabet' | 'connector' | 'punctuation' | 'other'

interface Word {
  kind: WordKind
  text: string
}

// Letters apart from the Chinese, Japanese and Korean, which have no words of this kind.
const isAlphabet = (character: string) => isLetter(character) && !isIdeographic(character.codePointAt(0)!)

function isIdeographic(code: number): boolean {
  return (
    (code >= 0x4e00 && code <= 0x9fcc) ||
    (code >= 0x3400 && code <= 0x4d85) ||
    (code >= 0x20000 && code <= 0x2b81d)
  )
}

/** Reads words off the front of a text. */
class Words {
  private readonly characters: string[]
  private at = 0
  constructor(text: string) {
    this.characters = Array.from(text)
  }

  get isDone(): boolean {
    return this.at >= this.characters.length
  }

  next(): Word {
    const first = this.characters[this.at]
    if (first === undefined) return { kind: 'none', text: '' }
    if (isConnector(first)) return this.take('connector', isConnector)
    if (isPunct(first)) return this.take('punctuation', isPunct)
    if (isUpper(first)) return this.upper()
    if (isAlphabet(first)) return this.take('alphabet', (c) => isAlphabet(c) && !isUpper(c))
    if (isNumber(first)) return this.take('number', isNumber)
    return this.take('other', (c) => !isConnector(c) && !isAlphabet(c) && !isNumber(c) && !isPunct(c))
  }

  private take(kind: WordKind, belongs: (character: string) => boolean, from = 1): Word {
    let length = from
    // A byte that is no character goes with the word it stands in.
    for (let next = this.ahead(length); next !== undefined; next = this.ahead(length)) {
      if (!isStrayByte(next) && !belongs(next)) break
      length++
    }
    return this.cut(kind, length)
  }

  private cut(kind: WordKind, length: number): Word {
    const text = this.characters.slice(this.at, this.at + length).join('')
    this.at += length
    return { kind, text }
  }

  private ahead(offset: number): string | undefined {
    return this.characters[this.at + offset]
  }

  // "HTTPStatus" is HTTP and Status: the last capital belongs to what follows.
  private upper(): Word {
    const second = this.ahead(1)
    if (second === undefined) return this.cut('upper', 1)
    if (isUpper(second)) {
      let length = 2
      while (isUpper(this.ahead(length) ?? '')) length++
      const after = this.ahead(length)
      return this.cut('upper', after !== undefined && isAlphabet(after) ? length - 1 : length)
    }
    if (isAlphabet(second)) return this.take('upper', (c) => isAlphabet(c) && !isUpper(c), 2)
    return this.cut('upper', 1)
  }
}

const isWordBreak = ({ kind }: Word) => kind === 'connector' || kind === 'punctuation'

function joined(source: string, connector: string): string {
  const words = new Words(source)
  let result = ''
  const add = ({ kind, text }: Word) => {
    if (kind !== 'upper' && kind !== 'connector') result += text
    else for (const character of text) result += isConnector(character) ? connector : toLower(character)
  }
  let word = words.next()
  while (!words.isDone) {
    if (word.kind !== 'connector') add(word)
    const previous = word
    word = words.next()
    switch (previous.kind) {
      case 'number':
        while (word.kind === 'alphabet' || word.kind === 'number') {
          add(word)
          word = words.next()
        }
        if (word.kind !== 'none' && !isWordBreak(word)) result += connector
        break
      case 'connector':
        add(previous)
        break
      case 'punctuation':
        break
      default: {
        if (word.kind !== 'number') {
          if (!isWordBreak(word)) result += connector
          break
        }
        if (words.isDone) break
        const number = word
        word = words.next()
        // A number counts as part of the word before it, unless small letters follow it.
        if (word.kind !== 'alphabet') {
          add({ kind: 'number', text: number.text })
          if (!isWordBreak(word)) result += connector
          break
        }
        result += connector
        add({ kind: 'number', text: number.text })
        while (word.kind === 'alphabet' || word.kind === 'number') {
          add(word)
          word = words.next()
        }
        if (word.kind !== 'none' && !isWordBreak(word)) result += connector
      }
    }
  }
  add(word)
  return result
}
