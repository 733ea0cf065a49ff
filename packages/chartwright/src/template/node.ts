/**
 * The syntax of Go's text/template. `pos` is the offset of a node in its file's text, in UTF-16 units.
 * Execution state never enters these nodes: one tree serves many renders.
 */
export interface SyntaxTree {
  /** The file's name, as messages print it: `mychart/templates/web.yaml`. */
  name: string
  text: string
  root: ListNode
  /** Named templates of this file (`define` and `block`), in order. They also stand in `root`, as DefineNode. */
  defines: DefineNode[]
}

export type Node =
  | ListNode
  | TextNode
  | CommentNode
  | ActionNode
  | IfNode
  | RangeNode
  | WithNode
  | TemplateNode
  | DefineNode
  | BreakNode
  | ContinueNode

export interface ListNode {
  type: 'list'
  pos: number
  nodes: Node[]
}

/** Text outside actions, after trim markers have taken their white space. */
export interface TextNode {
  type: 'text'
  pos: number
  text: string
}

export interface CommentNode {
  type: 'comment'
  pos: number
  /** With its `/*` and end mark. */
  text: string
}

/** `{{ pipeline }}`: prints unless it declares or assigns. */
export interface ActionNode {
  type: 'action'
  pos: number
  pipe: PipeNode
}

export interface BranchFields {
  pos: number
  pipe: PipeNode
  list: ListNode
  /** `{{else if}}` and `{{else with}}` are an `else` whose list holds one branch. */
  elseList?: ListNode
}

export interface IfNode extends BranchFields {
  type: 'if'
}
export interface RangeNode extends BranchFields {
  type: 'range'
}
export interface WithNode extends BranchFields {
  type: 'with'
}

/** `{{template "name" pipeline}}`. */
export interface TemplateNode {
  type: 'template'
  pos: number
  name: string
  pipe?: PipeNode
}

/** `{{define "name"}}…{{end}}`; for `{{block "name" pipeline}}…{{end}}` `blockPipe` is set and it also executes in place. */
export interface DefineNode {
  type: 'define'
  pos: number
  name: string
  list: ListNode
  blockPipe?: PipeNode
}

export interface BreakNode {
  type: 'break'
  pos: number
}
export interface ContinueNode {
  type: 'continue'
  pos: number
}

/** `$a, $b := cmd | cmd`. */
export interface PipeNode {
  type: 'pipe'
  pos: number
  /** Variables on the left, with their `$`. */
  declare: VariableNode[]
  /** `=` in place of `:=`. */
  isAssign: boolean
  commands: CommandNode[]
}

export interface CommandNode {
  type: 'command'
  pos: number
  args: Operand[]
}

export type Operand =
  | IdentifierNode
  | VariableNode
  | DotNode
  | NilNode
  | FieldNode
  | ChainNode
  | BoolNode
  | NumberNode
  | StringNode
  | PipeNode

/** The name of a function. */
export interface IdentifierNode {
  type: 'identifier'
  pos: number
  name: string
}

/** `$x.a.b`: `idents` is ['$x', 'a', 'b']. */
export interface VariableNode {
  type: 'variable'
  pos: number
  idents: string[]
}

export interface DotNode {
  type: 'dot'
  pos: number
}
export interface NilNode {
  type: 'nil'
  pos: number
}

/** `.a.b`: `idents` is ['a', 'b']. */
export interface FieldNode {
  type: 'field'
  pos: number
  idents: string[]
}

/** `(pipeline).a.b`. */
export interface ChainNode {
  type: 'chain'
  pos: number
  node: Operand
  fields: string[]
}

export interface BoolNode {
  type: 'bool'
  pos: number
  value: boolean
}

/** A number or character constant, with every kind that it can be, as Go's parser decides it. */
export interface NumberNode {
  type: 'number'
  pos: number
  text: string
  int?: bigint
  uint?: bigint
  float?: number
  complex?: { re: number; im: number }
}

export interface StringNode {
  type: 'string'
  pos: number
  /** As written, with its quotes. */
  quoted: string
  /** Its value; bytes that are not UTF-8 as go/bytes.ts holds them. */
  text: string
}
