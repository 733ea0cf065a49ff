/** A name in a map, a place in a list, or the item of a list that a field names: `{ name: 'web' }`. */
export type Step = string | number | Readonly<Record<string, string>>

export type FieldPath = readonly Step[]

/**
 * A field's path as this program writes and reads it.
 *
 * @example printPath(['spec', 'containers', { name: 'web' }, 'env', 0]) // 'spec.containers[name=web].env[0]'
 * @example printPath(['metadata', 'labels', 'app.kubernetes.io/name']) // 'metadata.labels["app.kubernetes.io/name"]'
 */
export function printPath(path: FieldPath): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (typeof step === 'object') {
      const selectors = Object.entries(step).map(([field, value]) => `${field}=${selectorValue(value)}`)
      text += `[${selectors.join(',')}]`
    } else if (/^[\w$-]+$/.test(step)) text += text === '' ? step : `.${step}`
    else text += `[${JSON.stringify(step)}]`
  }
  return text
}

function selectorValue(value: string): string {
  return /^[^\s",=[\]]+$/.test(value) ? value : JSON.stringify(value)
}
