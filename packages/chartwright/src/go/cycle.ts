import { GoStruct, isMap, type GoValue } from './values.ts'

/**
 * The Go type of a value that holds itself, or undefined when none does. Asked when a value turns out to nest
 * deeply: encoding/json refuses such values, and everything else would follow them without end.
 */
export function cycleIn(root: GoValue): string | undefined {
  const finished = new Set<object>()
  const path = new Set<object>()
  const todo: { value: object; leave: boolean }[] = []
  const enter = (value: GoValue) => {
    if (typeof value === 'object' && value !== null) todo.push({ value, leave: false })
  }
  enter(root)
  while (todo.length > 0) {
    const { value, leave } = todo.pop()!
    if (leave) {
      path.delete(value)
      finished.add(value)
      continue
    }
    if (path.has(value)) return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}'
    if (finished.has(value)) continue
    path.add(value)
    todo.push({ value, leave: true })
    if (Array.isArray(value)) for (const item of value as GoValue[]) enter(item)
    else if (value instanceof GoStruct) for (const field of Object.values(value.fields)) enter(field)
    else if (isMap(value as GoValue))
      for (const item of Object.values(value as Record<string, GoValue>)) enter(item)
  }
  return undefined
}
