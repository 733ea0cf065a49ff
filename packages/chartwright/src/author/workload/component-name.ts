import { expression, toNode, type Expr } from '../values/expression.ts'

/** The full name of a component: `<fullname>-<component>`. */
export function componentName(component: string): Expr<string> {
  return expression({
    e: 'call',
    fn: 'concat',
    args: [
      { e: 'include', helper: 'fullname', type: { t: 'string', safe: 'bare' } },
      toNode(`-${component}`),
    ],
    type: { t: 'string', safe: 'bare' },
  })
}
