import { quote } from '../go/quote.ts'
import { builtinFunctions } from './builtins.ts'
import { Lexer } from './lex.ts'
import type {
  DefineNode,
  IfNode,
  ListNode,
  PipeNode,
  RangeNode,
  SyntaxTree,
  VariableNode,
  WithNode,
} from './node.ts'
import { parsePipeline } from './parse-pipeline.ts'
import { afterSpaces, quickPipeline } from './quick-pipeline.ts'
import { unquoteToken } from './parse-term.ts'
import type { ParseOptions } from './parse-options.ts'
import { Scope } from './scope.ts'
import {
  SharedAction,
  SharedBranch,
  sharedPipeline,
  type SharedPipe,
  type SharedPipes,
} from './shared-pipe.ts'
import * as t from './token.ts'
import type { Token } from './token.ts'
import { isEmptyTree } from './trees.ts'

type BranchNode = IfNode | RangeNode | WithNode

/** A pipeline, where it ends, and what it shares with others of the same words. */
interface ReadPipeline {
  pipe: PipeNode
  end: number
  shared?: SharedPipe | undefined
}

const keyword = /(?:end|else)(?:[ \t\r\n]+-|[ \t\r\n]*)\}\}/y
const branch = /(?:if|with|range)[ \t\r\n]+/y
const elseBranch = /else[ \t\r\n]+(if|with)[ \t\r\n]+/y
// `$x :=`, `$x =`, and of a range `$key, $value :=`.
const declaration = /(?:(\$\w*)[ \t\r\n]*,[ \t\r\n]*)?(\$\w*)(?:[ \t\r\n]*:|[ \t\r\n]+(?==))=[ \t\r\n]*/y
// Their first letters: most actions are neither.
const [e, i, w, r] = [101, 105, 119, 114]
const n = 110
const dollar = 36
const minus = 45

/** What waits for its `{{end}}`. */
interface Frame {
  node: BranchNode | DefineNode
  /** Of the template around it. */
  scope: Scope
  /** Where its nodes go. */
  list: ListNode
  /** How many variables there were before it. */
  variables: number
  inElse: boolean
  /** The branch of an `{{else if}}`: its `{{end}}` is also that of the branch around it. */
  sharesEnd: boolean
}

/** Parses text and actions. What is open stands on a stack of our own: nesting is bounded by memory only. */
export class ListParser {
  private readonly name: string
  private readonly text: string
  private readonly root: ListNode
  private readonly defines: DefineNode[] = []
  private readonly trees = new Map<string, ListNode>()
  private readonly pipes: SharedPipes | undefined
  private readonly frames: Frame[] = []
  private scope: Scope
  /** Where the next node goes. */
  private list: ListNode

  constructor(
    name: string,
    text: string,
    { functions, comments = false, uncountedComments = false, pipes }: ParseOptions,
  ) {
    this.name = name
    this.text = text
    this.pipes = pipes
    const isFunction = functions
      ? (word: string) => functions.has(word) || builtinFunctions.has(word)
      : () => true
    const lexer = new Lexer(text, {
      comments,
      breakIsKeyword: !functions?.has('break'),
      continueIsKeyword: !functions?.has('continue'),
    })
    this.scope = new Scope({ name, text, lexer, isFunction, uncountedComments })
    this.root = this.list = { type: 'list', pos: this.scope.peek().pos, nodes: [] }
  }

  parse(): SyntaxTree {
    for (;;) {
      const token = this.scope.nextNonSpace()
      switch (token.type) {
        case t.TEXT:
          this.list.nodes.push({ type: 'text', pos: token.pos, text: token.text })
          break
        case t.COMMENT:
          this.list.nodes.push({ type: 'comment', pos: token.pos, text: token.text })
          break
        case t.LEFT_DELIM:
          if (this.scope.isIdle && this.quickAction(token.pos)) break
          if (this.frames.length === 0 && this.scope.peekNonSpace().type === t.DEFINE) {
            this.scope.nextNonSpace()
            this.openDefine()
            break
          }
          this.scope.actionPos = token.pos
          this.action()
          break
        case t.EOF:
          if (this.frames.length > 0) this.failUnclosed(token.pos)
          this.add(this.name, this.root)
          return { name: this.name, text: this.text, root: this.root, defines: this.defines }
        default:
          this.scope.unexpected(token, 'input')
      }
    }
  }

  /** Reads an action of the commonest kinds in one go. False, and nothing read, for any other. */
  private quickAction(start: number): boolean {
    const scope = this.scope
    const { text, lexer } = scope.source
    const at = afterSpaces(text, lexer.position)
    const first = text.charCodeAt(at)
    keyword.lastIndex = at
    if (first === e && keyword.test(text)) {
      const frame = this.frames.at(-1)
      if (!frame || frame.node.type === 'define') return false
      const isEnd = text.charCodeAt(at + 1) === n
      if (!isEnd && frame.inElse) return false
      const behind = keyword.lastIndex
      lexer.leaveAction(behind - (text.charCodeAt(behind - 3) === minus ? 4 : 2))
      scope.actionPos = -1
      if (isEnd) this.closeBranches()
      else this.enterElse(frame, frame.node)
      return true
    }
    elseBranch.lastIndex = branch.lastIndex = at
    const chained = first === e ? elseBranch.exec(text) : null
    if (chained) return this.quickElse(chained[1]!, at + chained[0].indexOf(chained[1]!))
    const opens = (first === i || first === w || first === r) && branch.test(text)
    const from = opens ? branch.lastIndex : at
    const variables = scope.variables.length
    const quick = this.quickPipeline(from, first === r && opens)
    if (!quick) {
      scope.variables.length = variables
      return false
    }
    lexer.leaveAction(quick.end)
    if (opens) {
      scope.actionPos = start
      this.openBranch(first === i ? 'if' : first === w ? 'with' : 'range', false, variables, quick)
    } else {
      scope.actionPos = -1
      const { shared, pipe } = quick
      this.list.nodes.push(shared ? new SharedAction(at, shared) : { type: 'action', pos: at, pipe })
    }
    return true
  }

  /** `{{else if …}}` and `{{else with …}}`, whose second word stands at `pos`. */
  private quickElse(type: string, pos: number): boolean {
    const frame = this.frames.at(-1)
    if (!frame || frame.inElse || frame.node.type !== type) return false
    const { scope } = this
    const variables = scope.variables.length
    const quick = this.quickPipeline(elseBranch.lastIndex, false)
    if (!quick) {
      scope.variables.length = variables
      return false
    }
    scope.source.lexer.leaveAction(quick.end)
    scope.actionPos = -1
    this.chain(frame, frame.node as IfNode | WithNode, pos, variables, quick)
    return true
  }

  /** Opens the branch behind an `else`, which ends with the branch around it. */
  private chain(
    frame: Frame,
    node: IfNode | WithNode,
    pos: number,
    variables: number,
    quick?: ReadPipeline,
  ): void {
    frame.inElse = true
    this.list = node.elseList = { type: 'list', pos, nodes: [] }
    this.openBranch(node.type, true, variables, quick)
  }

  /** The pipeline at `from`, whose variables are declared when it cannot be read in one go either. */
  private quickPipeline(from: number, inRange: boolean): ReadPipeline | undefined {
    const { scope, pipes } = this
    const { text } = scope.source
    if (text.charCodeAt(from) === dollar) {
      declaration.lastIndex = from
      const found = declaration.exec(text)
      if (found) {
        const [all, key, value] = found
        if (key !== undefined && !inRange) return undefined
        const declare = (name: string, pos: number): VariableNode => {
          scope.variables.push(name)
          return { type: 'variable', pos, idents: [name] }
        }
        const declared = key === undefined ? [] : [declare(key, from)]
        declared.push(declare(value!, text.indexOf('$', from + (key?.length ?? 0))))
        const quick = quickPipeline(scope, from + all.length)
        if (!quick) return undefined
        const isAssign = !all.includes(':')
        return { pipe: { ...quick.pipe, pos: from, declare: declared, isAssign }, end: quick.end }
      }
    }
    return pipes ? sharedPipeline(scope, from, pipes) : quickPipeline(scope, from)
  }

  private action(): void {
    const scope = this.scope
    const token = scope.nextNonSpace()
    switch (token.type) {
      case t.IF:
        return this.openBranch('if', false, scope.variables.length)
      case t.RANGE:
        return this.openBranch('range', false, scope.variables.length)
      case t.WITH:
        return this.openBranch('with', false, scope.variables.length)
      case t.ELSE:
        return this.startElse()
      case t.END:
        return this.closeFrame(token.pos)
      case t.BLOCK:
        return this.openBlock()
      case t.TEMPLATE:
        this.templateCall()
        break
      case t.BREAK:
        this.loopControl('break', token)
        break
      case t.CONTINUE:
        this.loopControl('continue', token)
        break
      default:
        scope.backup()
        this.list.nodes.push({ type: 'action', pos: token.pos, pipe: parsePipeline(scope, 'command') })
    }
    scope.actionPos = -1
  }

  private loopControl(type: 'break' | 'continue', token: Token): void {
    const scope = this.scope
    scope.expect(t.RIGHT_DELIM, `{{${type}}}`)
    if (scope.rangeDepth === 0) scope.fail(`{{${type}}} outside {{range}}`, token.pos)
    this.list.nodes.push({ type, pos: token.pos })
  }

  private templateCall(): void {
    const scope = this.scope
    const token = scope.nextNonSpace()
    const name = templateName(scope, token, 'template clause')
    if (scope.nextNonSpace().type === t.RIGHT_DELIM) {
      this.list.nodes.push({ type: 'template', pos: token.pos, name })
      return
    }
    scope.backup()
    const pipe = parsePipeline(scope, 'template clause')
    this.list.nodes.push({ type: 'template', pos: token.pos, name, pipe })
  }

  /** @param variables how many there were before those that its pipeline declares */
  private openBranch(
    type: 'if' | 'range' | 'with',
    sharesEnd: boolean,
    variables: number,
    quick?: ReadPipeline,
  ): void {
    const scope = this.scope
    const pipe = quick?.pipe ?? parsePipeline(scope, type)
    if (type === 'range') scope.rangeDepth++
    const list = this.newList(scope)
    const node: BranchNode = quick?.shared
      ? new SharedBranch(type, quick.end - quick.shared.length, quick.shared, list)
      : { type, pos: pipe.pos, pipe, list }
    this.list.nodes.push(node)
    this.frames.push({ node, scope, list: this.list, variables, inElse: false, sharesEnd })
    this.list = list
  }

  private startElse(): void {
    const scope = this.scope
    // `{{else if`: the `if` waits for openBranch.
    let token = scope.peekNonSpace()
    if (token.type !== t.IF && token.type !== t.WITH) token = scope.expect(t.RIGHT_DELIM, 'else')
    scope.actionPos = -1
    const frame = this.frames.at(-1)
    if (!frame) return scope.fail('unexpected {{else}}')
    const { node } = frame
    if (node.type === 'define') {
      if (node.blockPipe) return frame.scope.fail('unexpected {{else}} in block clause', token.pos)
      return scope.fail('unexpected {{else}} in define clause')
    }
    if (frame.inElse) return scope.fail('expected end; found {{else}}')
    const { type } = scope.peek()
    if ((node.type === 'if' && type === t.IF) || (node.type === 'with' && type === t.WITH)) {
      scope.next()
      this.chain(frame, node, token.pos, scope.variables.length)
    } else this.enterElse(frame, node)
  }

  private enterElse(frame: Frame, node: BranchNode): void {
    frame.inElse = true
    if (node.type === 'range') this.scope.rangeDepth--
    this.list = node.elseList = this.newList(this.scope)
  }

  private closeFrame(pos: number): void {
    const scope = this.scope
    scope.expect(t.RIGHT_DELIM, 'end')
    scope.actionPos = -1
    const frame = this.frames.at(-1)
    if (!frame) return scope.fail('unexpected {{end}}', pos)
    if (frame.node.type !== 'define') return this.closeBranches()
    this.frames.pop()
    this.add(frame.node.name, frame.node.list)
    this.list = frame.list
    this.scope = frame.scope
    this.scope.actionPos = -1
  }

  /** Ends the branch that is open, and those whose `{{else if}}` it is. */
  private closeBranches(): void {
    const scope = this.scope
    let frame: Frame
    do {
      frame = this.frames.pop()!
      scope.variables.length = frame.variables
      if (frame.node.type === 'range' && !frame.inElse) scope.rangeDepth--
      this.list = frame.list
    } while (frame.sharesEnd)
  }

  private failUnclosed(end: number): never {
    const { node } = this.frames.at(-1)!
    const keyword = node.type === 'define' && node.blockPipe ? 'block' : node.type
    return this.scope.fail('unexpected EOF', end, { keyword, pos: this.text.lastIndexOf('{{', node.pos) })
  }

  /** `{{define "name"}}`, past the keyword. Its errors are those of the new scope from here on. */
  private openDefine(): void {
    const scope = new Scope(this.scope.source)
    const token = scope.expect(t.STRING, 'define clause', t.RAW_STRING)
    const name = unquoteToken(scope, token)
    scope.expect(t.RIGHT_DELIM, 'define clause')
    this.enter({ type: 'define', pos: token.pos, name, list: this.newList(scope) }, scope)
  }

  private openBlock(): void {
    const token = this.scope.nextNonSpace()
    const name = templateName(this.scope, token, 'block clause')
    const blockPipe = parsePipeline(this.scope, 'block clause')
    const scope = new Scope(this.scope.source)
    this.enter({ type: 'define', pos: token.pos, name, list: this.newList(scope), blockPipe }, scope)
  }

  private enter(node: DefineNode, scope: Scope): void {
    this.list.nodes.push(node)
    this.defines.push(node)
    this.frames.push({
      node,
      scope: this.scope,
      list: this.list,
      variables: 0,
      inElse: false,
      sharesEnd: false,
    })
    this.scope = scope
    this.list = node.list
  }

  private newList(scope: Scope): ListNode {
    return { type: 'list', pos: scope.peekNonSpace().pos, nodes: [] }
  }

  private add(name: string, list: ListNode): void {
    const earlier = this.trees.get(name)
    if (!earlier || isEmptyTree(earlier)) this.trees.set(name, list)
    else if (!isEmptyTree(list)) {
      this.scope.fail(`template: multiple definition of template ${quote(name)}`)
    }
  }
}

function templateName(scope: Scope, token: Token, context: string): string {
  if (token.type !== t.STRING && token.type !== t.RAW_STRING) scope.unexpected(token, context)
  return unquoteToken(scope, token)
}
