import { GoError } from '../go/error.ts'
import { quote } from '../go/quote.ts'
import { readCharacter, readComplex, readNumber, unquote } from './literals.ts'
import type { Operand } from './node.ts'
import type { Scope } from './scope.ts'
import * as t from './token.ts'
import type { Token } from './token.ts'

/** An operand of one token, or undefined when the token starts none. */
export function parseTerm(scope: Scope, token: Token): Operand | undefined {
  const { pos, text } = token
  switch (token.type) {
    case t.IDENTIFIER:
      if (!scope.source.isFunction(text)) scope.fail(`function ${quote(text)} not defined`, pos)
      return { type: 'identifier', pos, name: text }
    case t.DOT:
      return { type: 'dot', pos }
    case t.NIL:
      return { type: 'nil', pos }
    case t.VARIABLE:
      if (!scope.variables.includes(text)) scope.fail(`undefined variable ${quote(text)}`, pos)
      return { type: 'variable', pos, idents: [text] }
    case t.FIELD:
      return { type: 'field', pos, idents: [text.slice(1)] }
    case t.BOOL:
      return { type: 'bool', pos, value: text === 'true' }
    case t.NUMBER:
      return literal(scope, token, readNumber)
    case t.COMPLEX:
      return literal(scope, token, readComplex)
    case t.CHAR_CONSTANT:
      return literal(scope, token, readCharacter)
    case t.STRING:
    case t.RAW_STRING:
      return { type: 'string', pos, quoted: text, text: unquoteToken(scope, token) }
  }
  return undefined
}

export function unquoteToken(scope: Scope, token: Token): string {
  return literal(scope, token, (_, text) => unquote(text))
}

function literal<T>(scope: Scope, token: Token, read: (pos: number, text: string) => T): T {
  try {
    return read(token.pos, token.text)
  } catch (error) {
    if (error instanceof GoError) return scope.fail(error.message, token.pos)
    throw error
  }
}
