import { suggest, type Diagnostic } from '../../diagnostics/index.ts'
import { isList, isScalar, profilesOf, type App, type Field, type Type } from '../../author/index.ts'
import { problem } from './problem.ts'

/** Defaults by profile: of profiles that there are, of values that can have them. */
export function checkProfiles(app: App): Diagnostic[] {
  const profiles = profilesOf(app.values.fields)
  return Object.entries(app.values.fields).flatMap(([name, field]) =>
    find(name, field, false).map(([message, hint]) =>
      problem('profile-invalid', app.declaredAt.get(name), message, hint === undefined ? {} : { hint }),
    ),
  )

  function find(path: string, field: Field, entry: boolean): [message: string, hint?: string][] {
    const { type } = field
    if (field.profiles && path.includes('.'))
      return [[`"${path}" is declared with profile() inside of a group`, 'a profile is a value of its own']]
    const own = field.byProfile ? wrong(path, field, entry) : []
    return [...own, ...within(path, type, entry)]
  }

  function within(path: string, type: Type, entry: boolean): [string, string?][] {
    if (type.t === 'map' || type.t === 'list') return within(`${path}.<name>`, type.of, true)
    if (type.t !== 'group') return []
    return Object.entries(type.fields).flatMap(([key, field]) => find(`${path}.${key}`, field, entry))
  }

  function wrong(path: string, { type, byProfile }: Field, entry: boolean): [string, string?][] {
    if (entry) return [[`"${path}" is of the operator's entries, which have no profile`]]
    if (!profiles)
      return [
        [
          `"${path}" has defaults by profile, but there is no profile`,
          "declare profile: profile(['…', '…'])",
        ],
      ]
    return Object.entries(byProfile!.defaults).flatMap(([word, value]): [string, string?][] => {
      if (!profiles.words.includes(word)) {
        const nearest = suggest(word, [...profiles.words])
        return [
          [
            `"${path}" has a default for the profile "${word}", which there is not`,
            nearest === undefined ? `it may be ${profiles.words.join(', ')}` : `did you mean "${nearest}"?`,
          ],
        ]
      }
      if (isScalar(type)) return []
      const [fits, what] = isList(type)
        ? [Array.isArray(value), 'list']
        : [typeof value === 'object' && value !== null && !Array.isArray(value), 'map']
      return fits ? [] : [[`"${path}" is no ${what} in the profile "${word}"`]]
    })
  }
}
