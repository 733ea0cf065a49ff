import { quote } from '../go/quote.ts'
import type { CommandNode, Operand, PipeNode } from './node.ts'
import { parseTerm } from './parse-term.ts'
import type { Scope } from './scope.ts'
import * as t from './token.ts'

/** Go's limit; without it, parentheses would be the one thing that can overflow a stack. */
const maxParenDepth = 10000

interface OpenPipe {
  pipe: PipeNode
  /** The command being read, when a parenthesis interrupts it. */
  command: CommandNode
}

/** `$x, $y := command | command`, up to and with the right delimiter. Parentheses stand on a stack of our own. */
export function parsePipeline(scope: Scope, context: string): PipeNode {
  const open: OpenPipe[] = []
  let pipe = startPipe(scope, context)
  let command: CommandNode | undefined
  for (;;) {
    if (!command) {
      const token = scope.nextNonSpace()
      const inParens = open.length > 0
      if (token.type === (inParens ? t.RIGHT_PAREN : t.RIGHT_DELIM)) {
        checkPipe(scope, pipe, inParens ? 'parenthesized pipeline' : context)
        const outer = open.pop()
        if (!outer) return pipe
        scope.parenDepth--
        outer.command.args.push(withFields(scope, pipe))
        pipe = outer.pipe
        command = afterOperand(scope, outer.command)
        continue
      }
      if (!startsOperand(token.type)) {
        scope.unexpected(token, inParens ? 'parenthesized pipeline' : context)
      }
      scope.backup()
      command = { type: 'command', pos: token.pos, args: [] }
      pipe.commands.push(command)
    }
    const token = scope.nextNonSpace()
    if (token.type === t.LEFT_PAREN) {
      if (scope.parenDepth >= maxParenDepth) scope.fail('max expression depth exceeded', token.pos)
      scope.parenDepth++
      open.push({ pipe, command })
      pipe = startPipe(scope, 'parenthesized pipeline')
      command = undefined
      continue
    }
    const term = parseTerm(scope, token)
    if (term) command.args.push(withFields(scope, term))
    else scope.backup()
    command = afterOperand(scope, command)
  }
}

/** The command when more operands may follow, undefined at its end. */
function afterOperand(scope: Scope, command: CommandNode): CommandNode | undefined {
  const token = scope.next()
  switch (token.type) {
    case t.SPACE:
      return command
    case t.RIGHT_DELIM:
    case t.RIGHT_PAREN:
      scope.backup()
      break
    case t.PIPE:
      break
    default:
      scope.unexpected(token, 'operand')
  }
  if (command.args.length === 0) scope.fail('empty command')
  return undefined
}

function startPipe(scope: Scope, context: string): PipeNode {
  const pos = scope.peekNonSpace().pos
  const pipe: PipeNode = { type: 'pipe', pos, declare: [], isAssign: false, commands: [] }
  while (scope.peekNonSpace().type === t.VARIABLE) {
    const variable = scope.next()
    // `$x foo`: only the token behind the space tells that $x is an argument.
    const after = scope.peek()
    const following = scope.peekNonSpace()
    const isComma = following.type === t.CHAR && following.text === ','
    if (following.type !== t.ASSIGN && following.type !== t.DECLARE && !isComma) {
      if (after.type === t.SPACE) scope.backup3(variable, after)
      else scope.backup2(variable)
      break
    }
    scope.nextNonSpace()
    pipe.declare.push({ type: 'variable', pos: variable.pos, idents: [variable.text] })
    scope.variables.push(variable.text)
    if (!isComma) {
      pipe.isAssign = following.type === t.ASSIGN
      break
    }
    if (context !== 'range' || pipe.declare.length >= 2) {
      scope.fail(`too many declarations in ${context}`, variable.pos)
    }
    const { type } = scope.peekNonSpace()
    if (type !== t.VARIABLE && type !== t.RIGHT_DELIM && type !== t.RIGHT_PAREN) {
      scope.fail('range can only initialize variables')
    }
  }
  return pipe
}

function checkPipe(scope: Scope, pipe: PipeNode, context: string): void {
  if (pipe.commands.length === 0) scope.fail(`missing value for ${context}`)
  for (let stage = 1; stage < pipe.commands.length; stage++) {
    const first = pipe.commands[stage]!.args[0]!
    switch (first.type) {
      case 'bool':
      case 'dot':
      case 'nil':
      case 'number':
      case 'string':
        scope.fail(`non executable command in pipeline stage ${stage + 1}`, first.pos)
    }
  }
}

/** The operand with the `.fields` that stand right behind it. */
function withFields(scope: Scope, node: Operand): Operand {
  const { type, pos } = scope.peek()
  if (type !== t.FIELD) return node
  const fields: string[] = []
  while (scope.peek().type === t.FIELD) fields.push(scope.next().text.slice(1))
  switch (node.type) {
    case 'field':
    case 'variable':
      return { type: node.type, pos, idents: [...node.idents, ...fields] }
    case 'bool':
      return scope.fail(`unexpected . after term ${quote(String(node.value))}`, pos)
    case 'string':
      return scope.fail(`unexpected . after term ${quote(node.quoted)}`, pos)
    case 'number':
      return scope.fail(`unexpected . after term ${quote(node.text)}`, pos)
    case 'nil':
      return scope.fail('unexpected . after term "nil"', pos)
    case 'dot':
      return scope.fail('unexpected . after term "."', pos)
  }
  return { type: 'chain', pos, node, fields }
}

function startsOperand(type: number): boolean {
  switch (type) {
    case t.BOOL:
    case t.CHAR_CONSTANT:
    case t.COMPLEX:
    case t.DOT:
    case t.FIELD:
    case t.IDENTIFIER:
    case t.NUMBER:
    case t.NIL:
    case t.RAW_STRING:
    case t.STRING:
    case t.VARIABLE:
    case t.LEFT_PAREN:
      return true
  }
  return false
}
