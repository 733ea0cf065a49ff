import type { AstNode, Definition, RuleContext, Variable } from './ast.ts'

/** Functions of the language that give an expression. */
const operators = new Set(
  'eq ne gt ge lt le and or not count add max min hasPrefix str join pairs when'.split(' '),
)

/** Functions of the language that hand expressions to a callback: which of its parameters are expressions. */
const callbacks: Readonly<Record<string, readonly number[]>> = {
  chart: [0, 1],
  pool: [0, 1],
}

/**
 * Whether a node is surely an expression of the language, judged by names: what hangs on the parameters that
 * `chart` and `pool` give, and what the language's functions return. Types say more, and are not asked for: a
 * rule that needs them is slow in an editor.
 */
export function isExpression(node: AstNode, context: RuleContext, depth = 0): boolean {
  if (depth > 20) return false
  switch (node.type) {
    case 'MemberExpression':
      return isExpression(node.object as AstNode, context, depth + 1)
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ChainExpression':
      return isExpression(node.expression as AstNode, context, depth + 1)
    case 'TaggedTemplateExpression':
      return importedName(node.tag as AstNode, context) === 'str'
    case 'CallExpression': {
      const callee = node.callee as AstNode
      // release.component('web')
      if (callee.type === 'MemberExpression')
        return isExpression(callee.object as AstNode, context, depth + 1)
      const name = importedName(callee, context)
      return name !== undefined && operators.has(name)
    }
    case 'Identifier': {
      const variable = find(node, context)
      return variable?.defs.some((definition) => definesExpression(definition, context, depth)) ?? false
    }
  }
  return false
}

function definesExpression({ type, node, name }: Definition, context: RuleContext, depth: number): boolean {
  if (type === 'Variable') {
    const { init, id } = node as AstNode & { init: AstNode | null; id: AstNode }
    if (!init || (id.type !== 'Identifier' && id.type !== 'ObjectPattern')) return false
    return isExpression(init, context, depth + 1)
  }
  if (type !== 'Parameter') return false
  const call = node.parent
  if (call?.type !== 'CallExpression') return false
  const given = callbacks[importedName(call.callee as AstNode, context) ?? '']
  if (!given) return false
  const index = (node.params as AstNode[]).findIndex((parameter) => contains(parameter, name))
  return given.includes(index)
}

/** Whether a parameter is this name, or takes it out of an object. */
function contains(parameter: AstNode, name: AstNode): boolean {
  if (parameter === name) return true
  if (parameter.type !== 'ObjectPattern') return false
  return (parameter.properties as AstNode[]).some(
    (property) => property.type === 'Property' && contains(property.value as AstNode, name),
  )
}

/** What a name is called in the package it was imported from, if that is ours. */
function importedName(node: AstNode, context: RuleContext): string | undefined {
  if (node.type !== 'Identifier') return undefined
  const definition = find(node, context)?.defs[0]
  if (definition?.type !== 'ImportBinding' || definition.node.type !== 'ImportSpecifier') return undefined
  const source = definition.node.parent?.source as AstNode | undefined
  if (source?.value !== 'chartwright') return undefined
  return (definition.node.imported as AstNode).name as string
}

function find(node: AstNode, context: RuleContext): Variable | undefined {
  for (
    let scope: ReturnType<typeof context.sourceCode.getScope> | null = context.sourceCode.getScope(node);
    scope;
    scope = scope.upper
  ) {
    const variable = scope.set.get(node.name as string)
    if (variable) return variable
  }
  return undefined
}
