import type { Node } from './node.ts'
import type { Resolved } from './resolve.ts'

/** Whether a key is `<<` and merges its value's entries. */
export function isMerge(key: Node): boolean {
  return (
    key.value === '<<' && key.kind === 'scalar' && (key.implicit || key.tag === 'tag:yaml.org,2002:merge')
  )
}

/** Equal for keys that are one key in Go's map[interface{}]interface{}. */
export function keyIdentity(key: Resolved): string {
  switch (key.type) {
    case 'null':
      return 'n'
    case 'bool':
      return key.value ? 't' : 'f'
    case 'int':
      return `${key.unsigned ? 'u' : 'i'}${key.value}`
    case 'float':
      return `g${key.value === 0 ? 0 : key.value}`
  }
  return `s${key.value}`
}
