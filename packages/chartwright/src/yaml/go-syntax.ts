import { quote } from '../go/quote.ts'
import { formatFloatG } from '../go/strconv.ts'
import { mapEntries } from './map-entries.ts'
import type { Node } from './node.ts'
import type { Resolved } from './resolve.ts'
import { scalarValue } from './scalar.ts'

/**
 * Go's `%#v` of what a node decodes to, which stands in two error messages: `invalid map key` (a template's
 * `{{ … }}` that YAML took for a mapping) and `unsupported map key`.
 */
export function goSyntax(node: Node, strict: boolean, inside = false, depth = 0): string {
  if (depth > 1000) return '...'
  switch (node.kind) {
    case 'alias':
      return goSyntax(node.target!, strict, inside, depth + 1)
    case 'sequence':
      return `[]interface {}{${node.children.map((child) => goSyntax(child, strict, true, depth + 1)).join(', ')}}`
    case 'mapping': {
      const sorted = [...mapEntries(node, strict).values()].sort((a, b) => compareKeys(a.key, b.key))
      const texts = sorted.map(
        ({ key, value }) => `${scalarSyntax(key, true)}:${goSyntax(value, strict, true, depth + 1)}`,
      )
      return `map[interface {}]interface {}{${texts.join(', ')}}`
    }
    case 'scalar':
      return scalarSyntax(scalarValue(node), inside)
  }
}

/** Go's `%#v` of a scalar; nil says its type only inside a collection. */
export function scalarSyntax(scalar: Resolved, inside: boolean): string {
  switch (scalar.type) {
    case 'null':
      return inside ? 'interface {}(nil)' : '<nil>'
    case 'bool':
      return String(scalar.value)
    case 'int':
      return scalar.unsigned ? `0x${scalar.value.toString(16)}` : scalar.value.toString()
    case 'float':
      return formatFloatG(scalar.value)
  }
  return quote(scalar.value)
}

/** fmt prints a map in the order of its keys. */
function compareKeys(a: Resolved, b: Resolved): number {
  const rank = (key: Resolved) =>
    key.type === 'null' ? 0 : key.type === 'bool' ? 1 : key.type === 'int' ? 2 : key.type === 'float' ? 3 : 4
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (a.value === b.value || a.value === null || b.value === null) return 0
  return a.value < b.value ? -1 : 1
}
