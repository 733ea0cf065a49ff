import { readNumber } from './literals.ts'
import type { CommandNode, Operand, PipeNode, VariableNode } from './node.ts'
import type { Scope } from './scope.ts'
import { BOOL, IDENTIFIER, NIL, wordType } from './token.ts'

// One step of V8's matcher for each operand, in place of a token for each of its parts, and only asked where it ends:
// what its groups hold would be a list for each. Templates are mostly read once, before any loop of ours is compiled,
// so that what counts is how few steps there are, and how seldom what is left behind has to be collected.
const word = /[A-Za-z_]\w*/y
const fields = /(?:\.[A-Za-z_]\w*)+/y
const variable = /\$\w*(?:\.[A-Za-z_]\w*)*/y
const quoted = /"[^"\\\n\r\ud800-\udfff]*"/y
const raw = /`[^`\r\ud800-\udfff]*`/y
const digits = /\d{1,9}/y
const spaces = /[ \t\r\n]*/y

// As charCodeAt gives them: space " $ ( ) - . ` | }
const [space, quote, dollar, openParen, closeParen, minus, point, tick, bar, brace] = [
  32, 34, 36, 40, 41, 45, 46, 96, 124, 125,
]

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
    if (text.charCodeAt(at) === openParen) {
      const inner = newPipe(afterSpaces(text, at + 1))
      command = withOperand(pipe, command, at, inner)
      if (open.push({ pipe, command }) > mostParens) return undefined
      at = inner.pos
      pipe = inner
      command = undefined
      continue
    }
    const term = termOf(scope, at, variables)
    if (!term) return undefined
    // `"a" | upper` is fine, `upper | "a"` is not.
    if (!command && pipe.commands.length > 0 && isLiteral(term)) return undefined
    command = withOperand(pipe, command, at, term)
    at = ended
    // What may stand between this operand and the next: parentheses that close, then a space or a pipe.
    for (;;) {
      const after = afterSpaces(text, at)
      const code = text.charCodeAt(after)
      if (code === closeParen) {
        const outer = open.pop()
        at = after + 1
        // Fields of a parenthesized pipeline, or a literal piped into it.
        if (!outer || text.charCodeAt(at) === point) return undefined
        pipe = outer.pipe
        command = outer.command
        continue
      }
      if (code === brace && text.charCodeAt(after + 1) === brace)
        return open.length > 0 ? undefined : { pipe, end: after }
      if (code === minus && text.startsWith('}}', after + 1))
        return open.length > 0 || after === at ? undefined : { pipe, end: after - 1 }
      if (code === bar) {
        command = undefined
        at = afterSpaces(text, after + 1)
      } else if (after === at) return undefined
      else at = after
      break
    }
  }
}

// Replaced when there are some.
const noVariables: VariableNode[] = []
const noCommands: CommandNode[] = []

function newPipe(pos: number): PipeNode {
  return { type: 'pipe', pos, declare: noVariables, isAssign: false, commands: noCommands }
}

function withOperand(
  pipe: PipeNode,
  command: CommandNode | undefined,
  pos: number,
  operand: Operand,
): CommandNode {
  if (command) {
    command.args = withOne(command.args, operand)
    return command
  }
  const first: CommandNode = { type: 'command', pos, args: [operand] }
  pipe.commands = withOne(pipe.commands, first)
  return first
}

/** Short lists fit: one that is pushed to has room for sixteen more, and most hold one or two. */
function withOne<T>(list: T[], item: T): T[] {
  if (list.length < 4) return [...list, item]
  list.push(item)
  return list
}

export function afterSpaces(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code > space) return at
  if (code === space && text.charCodeAt(at + 1) > space) return at + 1
  spaces.lastIndex = at
  spaces.test(text)
  return spaces.lastIndex
}

// Where the last operand that was read ends.
let ended = 0

/** What a pattern matches at a place. */
function take(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? text.slice(at, (ended = pattern.lastIndex)) : undefined
}

function termOf(scope: Scope, pos: number, variables: string[]): Operand | undefined {
  const { text } = scope.source
  switch (text.charCodeAt(pos)) {
    case point: {
      const found = take(fields, text, pos)
      if (found === undefined) {
        ended = pos + 1
        return { type: 'dot', pos }
      }
      if (!found.includes('.', 1)) return { type: 'field', pos, idents: [found.slice(1)] }
      const idents = found.slice(1).split('.')
      // Go counts a chain of fields from its second link.
      return { type: 'field', pos: pos + 1 + idents[0]!.length, idents }
    }
    case dollar: {
      const found = take(variable, text, pos)!
      const idents = found.includes('.') ? found.split('.') : [found]
      const name = idents[0]!
      if (!scope.variables.includes(name)) return undefined
      if (name !== '$') variables.push(name)
      return { type: 'variable', pos: idents.length === 1 ? pos : pos + name.length, idents }
    }
    case quote:
      return stringOf(pos, take(quoted, text, pos))
    case tick:
      return stringOf(pos, take(raw, text, pos))
  }
  const name = take(word, text, pos)
  if (name !== undefined) {
    switch (wordType(name)) {
      case BOOL:
        return { type: 'bool', pos, value: name === 'true' }
      case NIL:
        return { type: 'nil', pos }
      case IDENTIFIER:
        return scope.source.isFunction(name) ? { type: 'identifier', pos, name } : undefined
    }
    return undefined
  }
  const number = take(digits, text, pos)
  if (number === undefined) return undefined
  // A leading zero makes an octal number.
  return number === '0' || number.charCodeAt(0) !== 48 ? readNumber(pos, number) : undefined
}

function stringOf(pos: number, quoted: string | undefined): Operand | undefined {
  return quoted === undefined ? undefined : { type: 'string', pos, quoted, text: quoted.slice(1, -1) }
}

function isLiteral({ type }: Operand): boolean {
  return type === 'string' || type === 'number' || type === 'dot' || type === 'bool' || type === 'nil'
}
