import { siteAt, type Site } from './site.ts'

/** Where the properties of an object were written. */
class Places {
  readonly sites: () => Readonly<Record<string, Site | undefined>>
  constructor(sites: () => Readonly<Record<string, Site | undefined>>) {
    this.sites = sites
  }
}

/**
 * What the loader puts around every object literal, whose texts and numbers know no place of their own.
 *
 * @param url of the loaded copy
 * @param text a line for each property: its line, its column, its name
 */
export function placeProperties<T extends object>(object: T, url: string, text: string): T {
  let known: Record<string, Site | undefined> | undefined
  return mark(object, () => (known ??= readPlaces(url, text)))
}

/** Tells of an object that is made from what an author wrote where its properties come from. */
export function withPlaces<T extends object>(
  object: T,
  sites: Readonly<Partial<Record<keyof T, Site | undefined>>>,
): T {
  return mark(object, () => sites as Record<string, Site | undefined>)
}

/** Tells of an object that is made of another's properties which of them each is made of: the first that is there. */
export function placedBy<T extends object>(
  object: T,
  from: unknown,
  names: Readonly<Partial<Record<keyof T, string | readonly string[]>>>,
): T {
  const siteOf = (of: string | readonly string[]) =>
    [of].flat().reduce<Site | undefined>((site, name) => site ?? siteOfProperty(from, name), undefined)
  return mark(object, () =>
    Object.fromEntries(
      Object.entries<string | readonly string[]>(names as never).map(([key, of]) => [key, siteOf(of)]),
    ),
  )
}

/** Tells of an object that all of it comes from one place. */
export function placedAt<T extends object>(object: T, site: Site | undefined): T {
  return site ? mark(object, () => Object.fromEntries(Object.keys(object).map((key) => [key, site]))) : object
}

/** Gives an object the places of the one that it is a copy of. */
export function copyPlaces<T extends object>(object: T, from: object): T {
  for (const { sites } of placesIn(from)) mark(object, sites)
  return object
}

/** Where the author wrote a property of an object literal; undefined for what was made otherwise. */
export function siteOfProperty(object: unknown, key: string): Site | undefined {
  if (typeof object !== 'object' || object === null) return undefined
  return placesIn(object)
    .map(({ sites }) => {
      const known = sites()
      return Object.hasOwn(known, key) ? known[key] : undefined
    })
    .findLast((site) => site !== undefined)
}

/** What is known of an object, from what was spread into it first to what it says itself. */
function placesIn(object: object): Places[] {
  return Object.getOwnPropertySymbols(object)
    .map((symbol) => (object as Record<symbol, unknown>)[symbol])
    .filter((value) => value instanceof Places)
}

// A property and no WeakMap: an object that others are spread into has what they knew, each under its own symbol.
function mark<T extends object>(object: T, sites: Places['sites']): T {
  ;(object as Record<symbol, unknown>)[Symbol('chartwright.places')] = new Places(sites)
  return object
}

function readPlaces(url: string, text: string): Record<string, Site | undefined> {
  const found = text.split('\n').map((place) => {
    const [, line, column, name] = /^(\d+):(\d+) (.*)$/s.exec(place)!
    return [name!, siteAt(url, Number(line), Number(column))] as const
  })
  return Object.fromEntries(found)
}
