import {
  isList,
  isScalar,
  profiledValues,
  profileHelper,
  type App,
  type ExprNode,
  type Json,
  type Type,
} from '../../author/index.ts'
import type { Entry, Flow, Helper, Item, Yaml } from '../ir.ts'
import { tree, withEmpty } from './tree.ts'

/** Defaults by profile that stand below a key, as resources do: a named template for each such value. */
export function profileHelpers(app: App): Helper[] {
  return profiledValues(app.values).flatMap(({ path, field }): Helper[] => {
    if (isScalar(field.type)) return []
    const { value, defaults } = field.byProfile
    return [
      {
        name: profileHelper(path.split('.')),
        doc: `What ${path} is, by the profile, ${isList(field.type) ? 'where it is not set' : 'while it is empty'}.`,
        body: { yaml: bodyOf(field.type, value, Object.entries(defaults)) },
      },
    ]
  })
}

function bodyOf(type: Type, value: string, defaults: [string, Json][]): Yaml {
  const yaml = defaults.map(([word, one]): [string, Yaml] => [word, tree(withEmpty(one))])
  if (isList(type)) {
    const items = byProfile<Item>(value, yaml, (one) => (one.y === 'list' ? one.items : []))
    return { y: 'list', items }
  }
  return { y: 'map', entries: byProfile<Entry>(value, yaml, (one) => (one.y === 'map' ? one.entries : [])) }
}

function byProfile<T>(
  value: string,
  [first, ...rest]: [string, Yaml][],
  partsOf: (yaml: Yaml) => Flow<T>[],
): Flow<T>[] {
  const [word, yaml] = first!
  const then = partsOf(yaml)
  if (rest.length === 0) return then
  const subject: ExprNode = { e: 'value', path: [value], type: { t: 'string' } }
  const condition: ExprNode = {
    e: 'call',
    fn: 'eq',
    args: [subject, { e: 'lit', value: word }],
    type: { t: 'bool' },
  }
  return [{ f: 'if', condition, then, otherwise: byProfile(value, rest, partsOf) }]
}
