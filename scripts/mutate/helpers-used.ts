import { isManifest, type Files } from './chart-files.ts'

const calls = (text: string) =>
  [...text.matchAll(/\b(?:include|template) "([^"]+)"/g)].map(([, name]) => name!)

/** The texts of a file's `define`s by name; they stand one after the other, each until the next. */
function definesOf(text: string): Map<string, string> {
  const parts = text.split(/(?=\{\{-? *define ")/)
  return new Map(parts.map((part) => [/^\{\{-? *define "([^"]+)"/.exec(part)?.[1] ?? '', part]))
}

/**
 * The templates of manifests whose output can change when helpers read otherwise than before: those that call one that
 * changed, by itself or through others. Undefined when a call does not say its helper's name.
 */
export function usersOfChanged(before: Files, after: Files): string[] | undefined {
  const helpers = [...after.keys()].filter((file) => file.endsWith('.tpl'))
  const all = new Map(helpers.flatMap((file) => [...definesOf(after.get(file)!)]))
  const were = new Map(helpers.flatMap((file) => [...definesOf(before.get(file) ?? '')]))
  const texts = [...after].filter(([file]) => file.startsWith('templates/'))
  if (texts.some(([, text]) => /\b(include|template) [^"]|\btpl\b/.test(withoutComments(text))))
    return undefined
  const changed = new Set(
    [...new Set([...all.keys(), ...were.keys()])].filter((name) => all.get(name) !== were.get(name)),
  )
  for (let known = -1; known < changed.size;) {
    known = changed.size
    for (const [name, text] of all) if (calls(text).some((called) => changed.has(called))) changed.add(name)
  }
  return texts
    .filter(([file, text]) => isManifest(file) && calls(text).some((name) => changed.has(name)))
    .map(([file]) => file)
}

const withoutComments = (text: string) => text.replace(/\{\{-? *\/\*[\s\S]*?\*\/ *-?\}\}/g, '')
