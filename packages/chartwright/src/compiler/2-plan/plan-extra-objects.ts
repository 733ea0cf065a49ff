import { toNode, type ExprNode } from '../../author/index.ts'
import { addResource, type Planning } from './context.ts'

/** Whole objects that the operator adds. */
export function planExtraObjects(planning: Planning): void {
  const over = toNode(planning.house.extraObjects)
  const type = { t: 'user' as const, what: { name: 'object', schema: {} } }
  const variable = (hint: string): ExprNode => ({ e: 'var', id: 0, hint, type })
  const item = variable('object')
  addResource(planning, {
    kind: 'List',
    component: 'extra-objects',
    file: 'extra-objects.yaml',
    body: { f: 'each', over, key: variable('_'), item, body: [{ y: 'user', expr: item }] },
  })
}
