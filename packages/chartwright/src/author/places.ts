import { siteAt, type Site } from './site.ts'

/** Where the properties of an object were written, and those of an object that was spread into it. */
interface Places {
  sites: () => Readonly<Record<string, Site | undefined>>
  around: Places | undefined
}

// A property and no WeakMap: an object that another is spread into has what it knew.
const places = Symbol('chartwright.places')

/**
 * What the loader puts around every object literal, whose texts and numbers know no place of their own.
 *
 * @param url of the loaded copy
 * @param text a line for each property: its line, its column, its name
 */
export function placeProperties<T extends object>(object: T, url: string, text: string): T {
  let known: Record<string, Site | undefined> | undefined
  mark(object, () => (known ??= readPlaces(url, text)))
  return object
}

/** Tells of an object that is made from what an author wrote where its properties come from. */
export function withPlaces<T extends object>(
  object: T,
  sites: Readonly<Record<string, Site | undefined>>,
): T {
  if (Object.values(sites).some((site) => site !== undefined)) mark(object, () => sites)
  return object
}

/** Gives an object the places of the one that it is a copy of. */
export function copyPlaces<T extends object>(object: T, from: object): T {
  const known = (from as { [places]?: Places })[places]
  if (known) mark(object, known.sites, known.around)
  return object
}

/** Where the author wrote a property of an object literal; undefined for what was made otherwise. */
export function siteOfProperty(object: unknown, key: string): Site | undefined {
  if (typeof object !== 'object' || object === null) return undefined
  for (let one = (object as { [places]?: Places })[places]; one; one = one.around) {
    const sites = one.sites()
    if (Object.hasOwn(sites, key)) return sites[key]
  }
  return undefined
}

function mark(object: object, sites: Places['sites'], around?: Places): void {
  const marked = object as { [places]?: Places }
  marked[places] = { sites, around: around ?? marked[places] }
}

function readPlaces(url: string, text: string): Record<string, Site | undefined> {
  const found = text.split('\n').map((place) => {
    const [, line, column, name] = /^(\d+):(\d+) (.*)$/s.exec(place)!
    return [name!, siteAt(url, Number(line), Number(column))] as const
  })
  return Object.fromEntries(found)
}
