import { readNumber } from './literals.ts'
import type { CommandNode, Operand, PipeNode } from './node.ts'
import type { Scope } from './scope.ts'
import { BOOL, IDENTIFIER, NIL, wordType } from './token.ts'

// One step of V8's matcher for each operand, in place of a token for each of its parts. Templates are mostly
// read once, before any loop of ours is compiled, so that what counts is how few steps there are.
const operand =
  /(?:([A-Za-z_]\w*)|(\.[A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)|(\$\w*)((?:\.[A-Za-z_]\w*)*)|("[^"\\\n\r\ud800-\udfff]*")|(`[^`\r\ud800-\udfff]*`)|(\.)|(\d{1,9})|(\())/y
const separator = /([ \t\r\n]*)(?:(\|)[ \t\r\n]*|(\))|-?(\}\}))?/y
const spaces = /[ \t\r\n]*/y

const mostParens = 50

/** A pipeline, and where its right delimiter or the space before `-}}` stands. */
export interface QuickPipeline {
  pipe: PipeNode
  end: number
}

/**
 * Reads a pipeline of the commonest operands: names of functions, fields, variables, plain and raw strings, whole
 * numbers, true and false, parentheses. Undefined for anything else, a mistake too: parsePipeline reads it then, and it is what
 * says how this must read. Nothing is taken from the lexer before it is known that all can be read.
 *
 * @param variables takes the names of the variables that are read, besides `$`
 */
export function quickPipeline(
  scope: Scope,
  from: number,
  variables: string[] = [],
): QuickPipeline | undefined {
  const { text } = scope.source
  const open: { pipe: PipeNode; command: CommandNode }[] = []
  let at = afterSpaces(text, from)
  let pipe = newPipe(at)
  let command: CommandNode | undefined
  for (;;) {
    operand.lastIndex = at
    const found = operand.exec(text)
    if (!found) return undefined
    if (!command) pipe.commands.push((command = { type: 'command', pos: at, args: [] }))
    if (found[10] !== undefined) {
      if (open.push({ pipe, command }) > mostParens) return undefined
      at = afterSpaces(text, at + 1)
      pipe = newPipe(at)
      command = undefined
      continue
    }
    const term = termOf(scope, at, found, variables)
    if (!term) return undefined
    // `"a" | upper` is fine, `upper | "a"` is not.
    if (command.args.length === 0 && pipe.commands.length > 1 && isLiteral(term)) return undefined
    command.args.push(term)
    at = operand.lastIndex
    // What may stand between this operand and the next: parentheses that close, then a space or a pipe.
    for (;;) {
      separator.lastIndex = at
      const between = separator.exec(text)!
      const after = separator.lastIndex
      if (between[4] !== undefined) {
        const trims = text.charCodeAt(after - 3) === 45
        if (open.length > 0 || (trims && between[1] === '')) return undefined
        return { pipe, end: trims ? after - 4 : after - 2 }
      }
      if (between[3] !== undefined) {
        const outer = open.pop()
        // Fields of a parenthesized pipeline, or a literal piped into it.
        if (!outer || text.charCodeAt(after) === 46) return undefined
        outer.command.args.push(pipe)
        pipe = outer.pipe
        command = outer.command
        at = after
        continue
      }
      if (between[2] !== undefined) command = undefined
      else if (between[1] === '') return undefined
      at = after
      break
    }
  }
}

function newPipe(pos: number): PipeNode {
  return { type: 'pipe', pos, declare: [], isAssign: false, commands: [] }
}

export function afterSpaces(text: string, at: number): number {
  if (text.charCodeAt(at) > 32) return at
  spaces.lastIndex = at
  spaces.test(text)
  return spaces.lastIndex
}

function termOf(scope: Scope, pos: number, found: RegExpExecArray, variables: string[]): Operand | undefined {
  const word = found[1]
  if (word !== undefined) {
    switch (wordType(word)) {
      case BOOL:
        return { type: 'bool', pos, value: word === 'true' }
      case NIL:
        return { type: 'nil', pos }
      case IDENTIFIER:
        return scope.source.isFunction(word) ? { type: 'identifier', pos, name: word } : undefined
    }
    return undefined
  }
  const field = found[2]
  if (field !== undefined) {
    const more = found[3]!
    if (more === '') return { type: 'field', pos, idents: [field.slice(1)] }
    // Go counts a chain of fields from its second link.
    return { type: 'field', pos: pos + field.length, idents: found[0].slice(1).split('.') }
  }
  const variable = found[4]
  if (variable !== undefined) {
    if (!scope.variables.includes(variable)) return undefined
    if (variable !== '$') variables.push(variable)
    const more = found[5]!
    if (more === '') return { type: 'variable', pos, idents: [variable] }
    return { type: 'variable', pos: pos + variable.length, idents: found[0].split('.') }
  }
  const quoted = found[6] ?? found[7]
  if (quoted !== undefined) return { type: 'string', pos, quoted, text: quoted.slice(1, -1) }
  if (found[8] !== undefined) return { type: 'dot', pos }
  const digits = found[9]!
  // A leading zero makes an octal number.
  return digits === '0' || digits.charCodeAt(0) !== 48 ? readNumber(pos, digits) : undefined
}

function isLiteral({ type }: Operand): boolean {
  return type === 'string' || type === 'number' || type === 'dot' || type === 'bool' || type === 'nil'
}
