/**
 * The ESLint plugin: what the loader refuses when a description is built, the editor shows while it is typed.
 *
 * @example
 * // eslint.config.js
 * import chartwright from 'chartwright/eslint'
 * export default [chartwright.configs.recommended]
 */
import { noExpressionAsValue } from './no-expression-as-value.ts'

const plugin = {
  meta: { name: 'chartwright' },
  rules: { 'no-expression-as-value': noExpressionAsValue },
}

const recommended = {
  name: 'chartwright/recommended',
  files: ['**/chart.ts', '**/platforms/**/*.ts'],
  plugins: { chartwright: plugin },
  rules: { 'chartwright/no-expression-as-value': 'error' as const },
}

export default { ...plugin, configs: { recommended } }
