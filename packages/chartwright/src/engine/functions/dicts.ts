import {
  isNilMap,
  nilMap,
  newMap,
  GoSlice,
  GoStruct,
  isMap,
  mapType,
  newTypedMap,
  sliceOf,
  unnamed,
  type GoMap,
  type GoValue,
} from '../../go/values.ts'
import { typeOf } from '../../go/kind.ts'
import { define, GoError, type FunctionFamily } from './definition.ts'
import { merge } from './merge.ts'
import { toText } from './text.ts'

const mergeMaps = define(['map', '...map'], 'any', (target: GoMap, ...sources: GoMap[]) =>
  merge(unnamed(target), sources, false),
)
const mergeOverwrite = define(['map', '...map'], 'any', (target: GoMap, ...sources: GoMap[]) =>
  merge(unnamed(target), sources, true),
)
const copy = define(['any'], 'any', (value: GoValue) => {
  if (value === null) throw new GoError('reflect: call of reflect.Value.Type on zero Value')
  return copyAll(value)
})

/** Maps. `set`, `unset` and the merges change the map they are given, and return it. */
export const dicts: FunctionFamily = {
  name: 'dicts',
  pure: {
    dict: define(['...any'], 'map', dict),
    get: define(['map', 'string'], 'any', (map: GoMap, key: string) => map[key] ?? (key in map ? null : '')),
    set: define(['map', 'string', 'any'], 'map', (map: GoMap, key: string, value: GoValue) => {
      if (map === nilMap) throw new GoError('assignment to entry in nil map')
      map[key] = value
      return unnamed(map)
    }),
    unset: define(['map', 'string'], 'map', (map: GoMap, key: string) => {
      if (map !== nilMap) delete map[key]
      return unnamed(map)
    }),
    hasKey: define(['map', 'string'], 'bool', (map: GoMap, key: string) => map[key] !== undefined),
    dig: define(['...any'], 'any', dig),
    pluck: define(['string', '...map'], '[]any', (key: string, ...maps: GoMap[]) => {
      const found: GoValue[] = []
      for (const map of maps) if (map[key] !== undefined) found.push(map[key])
      return found
    }),
    keys: define(['...map'], '[]string', (...maps: GoMap[]) => sliceOf('string', maps.flatMap(Object.keys))),
    values: define(['map'], '[]any', (map: GoMap) => Object.values(map)),
    pick: define(['map', '...string'], 'map', pick),
    omit: define(['map', '...string'], 'map', omit),
    merge: mergeMaps,
    mustMerge: mergeMaps,
    mergeOverwrite,
    mustMergeOverwrite: mergeOverwrite,
    deepCopy: copy,
    mustDeepCopy: copy,
  },
}

function dict(...entries: GoValue[]): GoMap {
  const map = newMap()
  for (let i = 0; i < entries.length; i += 2) {
    const key = entries[i]!
    map[typeof key === 'string' ? key : toText(key)] = i + 1 < entries.length ? entries[i + 1]! : ''
  }
  return map
}

const plainMap = 'map[string]interface {}'

function dig(...path: GoValue[]): GoValue {
  const depth = path.length - 2
  if (depth < 1) throw new GoError('dig needs at least three arguments')
  let at: GoValue = path[depth + 1]!
  checkType(at, plainMap)
  for (let i = 0; i < depth; i++) if (typeof path[i] !== 'string') checkType(path[i]!, 'string')
  for (let i = 0; i < depth; i++) {
    if (i > 0) checkType(at, plainMap)
    const step: GoValue | undefined = (at as GoMap)[path[i] as string]
    if (step === undefined) return path[depth]!
    at = step as GoValue
  }
  return at
}

/** A type assertion, which unlike a parameter does not take a named map such as .Values itself. */
function checkType(value: GoValue, wanted: string): void {
  if (isMap(value) && mapType(value) === wanted) return
  const found = value === null ? 'nil' : typeOf(value)
  if (found !== wanted) throw new GoError(`interface conversion: interface {} is ${found}, not ${wanted}`)
}

function pick(map: GoMap, ...keys: string[]): GoMap {
  const picked = newMap()
  for (const key of keys) if (map[key] !== undefined) picked[key] = map[key]
  return picked
}

function omit(map: GoMap, ...keys: string[]): GoMap {
  const kept = newMap()
  for (const key of Object.keys(map)) if (!keys.includes(key)) kept[key] = map[key]!
  return kept
}

/** copystructure.Copy. */
// Copying takes apart what shares its parts: without a limit, forty doublings fill every memory.
const mostCopied = 2_000_000
let copied = 0

function copyAll(value: GoValue): GoValue {
  copied = 0
  return deepCopy(value)
}

function deepCopy(value: GoValue): GoValue {
  if (typeof value !== 'object' || value === null || isNilMap(value)) return value
  if (++copied > mostCopied) throw new RangeError('Too many values')
  if (Array.isArray(value)) {
    const copies = value.map(deepCopy)
    if (!(value instanceof GoSlice)) return copies
    const typed = sliceOf(value.element, copies)
    typed.isNil = value.isNil
    return typed
  }
  if (isMap(value)) {
    const copy = mapType(value) === plainMap ? newMap() : newTypedMap(mapType(value))
    for (const key of Object.keys(value)) copy[key] = deepCopy(value[key]!)
    return copy
  }
  return value instanceof GoStruct ? copyStruct(value) : value
}

/** copystructure leaves out what a struct does not export: `normalizedVersion` of a KubeVersion, a text. */
function copyStruct(value: GoStruct): GoStruct {
  const hidden = Object.keys(value.fields).filter(
    (name) => /^[a-z]/.test(name) && typeof value.fields[name] === 'string',
  )
  if (hidden.length === 0) return value
  const fields = Object.assign(newMap(), value.fields)
  for (const name of hidden) fields[name] = ''
  return new GoStruct(value.type, fields, value.methods, value.shape)
}
