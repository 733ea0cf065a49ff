import {
  isScalar,
  profiledValues,
  profileHelper,
  type App,
  type ExprNode,
  type Json,
} from '../../author/index.ts'
import type { Entry, Flow, Helper } from '../ir.ts'
import { tree } from './tree.ts'

/** Defaults by profile that stand below a key, as resources do: a named template for each such value. */
export function profileHelpers(app: App): Helper[] {
  return profiledValues(app.values).flatMap(({ path, field }): Helper[] => {
    if (isScalar(field.type)) return []
    const { value, defaults } = field.byProfile
    return [
      {
        name: profileHelper(path.split('.')),
        doc: `What ${path} is, by the profile, while it is empty.`,
        body: { yaml: { y: 'map', entries: byProfile(value, Object.entries(defaults)) } },
      },
    ]
  })
}

function byProfile(value: string, [first, ...rest]: [string, Json][]): Flow<Entry>[] {
  const [word, defaults] = first!
  const made = tree(defaults)
  const then = made.y === 'map' ? made.entries : []
  if (rest.length === 0) return then
  const text = { t: 'string' } as const
  const subject: ExprNode = { e: 'value', path: [value], type: text }
  const condition: ExprNode = {
    e: 'call',
    fn: 'eq',
    args: [subject, { e: 'lit', value: word }],
    type: { t: 'bool' },
  }
  return [{ f: 'if', condition, then, otherwise: byProfile(value, rest) }]
}
