import type { AstNode, Rule } from './ast.ts'
import { isExpression } from './expressions.ts'

/** What to write in place of a JavaScript operator; the loader's messages say the same. */
const instead: Readonly<Record<string, string>> = {
  if: 'when(condition, …)',
  '?:': 'when(condition, then, otherwise)',
  '&&': 'and(a, b), or when(a, b)',
  '||': 'or(a, b)',
  '??': 'a default where the value is declared',
  '!': 'not(a)',
  '===': 'eq(a, b)',
  '==': 'eq(a, b)',
  '!==': 'ne(a, b)',
  '!=': 'ne(a, b)',
  '<': 'lt(a, b)',
  '>': 'gt(a, b)',
  '+': 'str`${a}…`',
  '${}': 'str`${a}…`',
  '...': 'mapOf() and pool(), or listOf()',
  'for…of': 'pool()',
}

/** Refuses expressions where JavaScript would decide, join or walk: it would, once for all renders. */
export const noExpressionAsValue: Rule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'an expression is known only when the chart is rendered',
      url: 'docs/errors/expression-as-value.md',
    },
    messages: {
      value:
        'An expression is used as a JavaScript value by {{operator}}; it is known only when the chart is rendered. Use {{instead}}.',
    },
    schema: [],
  },
  create(context) {
    const refuse = (node: unknown, operator: string) => {
      if (!node || !isExpression(node as AstNode, context)) return
      const use = instead[operator] ?? 'the functions of the language'
      context.report({ node: node as AstNode, messageId: 'value', data: { operator, instead: use } })
    }
    const test = (node: AstNode) => refuse(node.test, 'if')
    return {
      IfStatement: test,
      WhileStatement: test,
      DoWhileStatement: test,
      ForStatement: test,
      ConditionalExpression: (node) => refuse(node.test, '?:'),
      LogicalExpression: (node) => refuse(node.left, node.operator as string),
      UnaryExpression(node) {
        if (node.operator === '!') refuse(node.argument, '!')
      },
      BinaryExpression(node) {
        const operator = node.operator as string
        refuse(node.left, operator)
        refuse(node.right, operator)
      },
      SwitchStatement: (node) => refuse(node.discriminant, 'if'),
      TemplateLiteral(node) {
        if (node.parent?.type === 'TaggedTemplateExpression') return
        for (const hole of node.expressions as AstNode[]) refuse(hole, '${}')
      },
      SpreadElement: (node) => refuse(node.argument, '...'),
      ForOfStatement: (node) => refuse(node.right, 'for…of'),
    }
  },
}
