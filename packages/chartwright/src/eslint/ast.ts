/** The parts of ESLint's interface that the rules use: its own types would be a dependency of every user. */

/** A node of ESTree. */
export interface AstNode {
  type: string
  parent?: AstNode
  [key: string]: unknown
}

export interface Definition {
  type: string
  node: AstNode
  name: AstNode
}

export interface Variable {
  name: string
  defs: Definition[]
}

export interface Scope {
  set: Map<string, Variable>
  upper: Scope | null
}

export interface RuleContext {
  sourceCode: { getScope(node: AstNode): Scope }
  report(finding: { node: AstNode; messageId: string; data?: Record<string, string> }): void
}

export interface Rule {
  meta: {
    type: 'problem'
    docs: { description: string; url: string }
    messages: Record<string, string>
    schema: []
  }
  create(context: RuleContext): Record<string, (node: AstNode) => void>
}
