/** The kinds of token, in the order of Go's text/template/parse: those above KEYWORD print as `<if>`. */
export const ERROR = 0
export const BOOL = 1
export const CHAR = 2
export const CHAR_CONSTANT = 3
export const COMMENT = 4
export const COMPLEX = 5
export const ASSIGN = 6
export const DECLARE = 7
export const EOF = 8
export const FIELD = 9
export const IDENTIFIER = 10
export const LEFT_DELIM = 11
export const LEFT_PAREN = 12
export const NUMBER = 13
export const PIPE = 14
export const RAW_STRING = 15
export const RIGHT_DELIM = 16
export const RIGHT_PAREN = 17
export const SPACE = 18
export const STRING = 19
export const TEXT = 20
export const VARIABLE = 21
export const KEYWORD = 22
export const BLOCK = 23
export const BREAK = 24
export const CONTINUE = 25
export const DOT = 26
export const DEFINE = 27
export const ELSE = 28
export const END = 29
export const IF = 30
export const NIL = 31
export const RANGE = 32
export const TEMPLATE = 33
export const WITH = 34

export interface Token {
  type: number
  /** Where it starts, in UTF-16 units. */
  pos: number
  /** Its text; the message of an ERROR. */
  text: string
}

const keywords = new Map([
  ['block', BLOCK],
  ['break', BREAK],
  ['continue', CONTINUE],
  ['define', DEFINE],
  ['else', ELSE],
  ['end', END],
  ['if', IF],
  ['range', RANGE],
  ['nil', NIL],
  ['template', TEMPLATE],
  ['with', WITH],
])

/** The kind of a word that starts an operand or an action. */
export function wordType(word: string): number {
  // No keyword is longer; most words are functions' names.
  if (word.length > 8) return IDENTIFIER
  if (word === 'true' || word === 'false') return BOOL
  return keywords.get(word) ?? IDENTIFIER
}
