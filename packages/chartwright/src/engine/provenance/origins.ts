import { identityOf, isMap, type GoMap, type GoValue } from '../../go/values.ts'
import { join, joinAll, Read, type Taint } from './taint.ts'

/** What is known of a map or list besides what it holds. */
interface Meta {
  /** Its place in the values the user can write. */
  place?: Place
  /** Where its content stems from, when that is not its place: all of it, and by entry. */
  all?: Taint
  entries?: Map<string, Taint>
  /** Maps that were merged into it or that it was picked from: what they lack, it lacks. */
  from?: object[]
}

interface Place {
  key: string
  /** The same place in the globals of the charts above, the root's first: what stands there wins. */
  above: readonly { key: string; value: GoValue | undefined }[]
}

/** By map or list: a subchart's values are the same map to itself and to its parent. */
class Metas {
  readonly #metas = new WeakMap<object, Meta>()
  get(container: object): Meta | undefined {
    return this.#metas.get(identityOf(container))
  }
  has(container: object): boolean {
    return this.#metas.has(identityOf(container))
  }
  set(container: object, meta: Meta): void {
    this.#metas.set(identityOf(container), meta)
  }
}

/** Where the maps and lists of one render come from. Scalars have no identity; they are read out of these. */
export class Origins {
  readonly #metas = new Metas()
  readonly #reads = new Map<string, Read>()
  /** The keys of all maps and lists in the values. */
  readonly #containers = new Set<string>()
  #hasChanges = false

  /** All keys read so far. */
  get reads(): Iterable<Read> {
    return this.#reads.values()
  }

  /**
   * Knows a chart's values, and all below them, by their keys.
   *
   * @param above the values of the charts around it, the root's first
   * @param subcharts the names of those whose values it holds: they are tracked on their own
   */
  track(
    values: GoMap,
    prefix: string,
    above: readonly { prefix: string; values: GoMap }[],
    subcharts: ReadonlySet<string>,
  ): void {
    this.#metas.set(values, { place: { key: prefix, above: [] } })
    for (const name of Object.keys(values)) {
      if (subcharts.has(name)) continue
      const outer =
        name === 'global' ? above.map((a) => ({ key: child(a.prefix, name), value: a.values[name] })) : []
      this.#trackBelow(values[name]!, { key: child(prefix, name), above: outer })
    }
  }

  #trackBelow(value: GoValue, place: Place): void {
    // Globals are shared between charts: the chart that is visited first, the root, names them.
    if (!isContainer(value) || this.#metas.has(value)) return
    this.#metas.set(value, { place })
    this.#containers.add(place.key)
    for (const name of namesOf(value)) this.#trackBelow(entryOf(value, name)!, below(place, name, value))
  }

  /** What reading an entry reveals. A map or list that has a place of its own reveals nothing yet. */
  entry(container: unknown, name: string, seen = new Set<object>()): Taint {
    if (!isContainer(container)) return undefined
    const meta = this.#metas.get(container)
    // Maps that were merged again and again share their sources: each is asked once.
    if (!meta || seen.has(meta)) return undefined
    seen.add(meta)
    let taint = join(meta.all, meta.entries?.get(name))
    if (meta.place) {
      const value = entryOf(container, name)
      const place = below(meta.place, name, container)
      if (!isContainer(value) || !this.#metas.has(value))
        taint = join(taint, this.#readAt(place, 'value', value === undefined))
      else if (!this.#isAt(value, place)) {
        // A merge put another's map there, because there was none.
        taint = join(taint, this.#readAt(place, 'names', !this.#containers.has(place.key)))
      }
    }
    for (const source of meta.from ?? []) taint = join(taint, this.entry(source, name, seen))
    return taint
  }

  /** What its being empty, its kind and its names reveal. */
  shape(value: unknown, seen = new Set<object>()): Taint {
    if (!isContainer(value)) return undefined
    const meta = this.#metas.get(value)
    if (!meta || seen.has(meta)) return undefined
    seen.add(meta)
    return joinAll([
      meta.all,
      ...(meta.entries?.values() ?? []),
      meta.place && this.#readAt(meta.place, 'names', false),
      ...(meta.from ?? []).map((source) => this.shape(source, seen)),
    ])
  }

  /** What all that is in it reveals. */
  whole(value: unknown, seen = new Set<object>()): Taint {
    if (!isContainer(value) || seen.has(value)) return undefined
    seen.add(value)
    const meta = this.#metas.get(value)
    const own = meta?.place && this.#readAt(meta.place, 'value', false)
    if (own && !this.#hasChanges) return own
    const parts: Taint[] = [own, meta?.all, ...(meta?.entries?.values() ?? [])]
    for (const source of meta?.from ?? []) parts.push(this.whole(source, seen))
    for (const name of namesOf(value)) parts.push(this.whole(entryOf(value, name), seen))
    return joinAll(parts)
  }

  /** Its scalars and its shape: what a list is copied with. */
  shallow(value: unknown): Taint {
    if (!isContainer(value)) return undefined
    return joinAll([this.shape(value), ...namesOf(value).map((name) => this.entry(value, name))])
  }

  /** An entry, or with no name all of them, may have been written for a reason. */
  change(container: unknown, name: string | undefined, taint: Taint): void {
    if (!isContainer(container) || taint === undefined) return
    this.#hasChanges = true
    const meta = this.#metaOf(container)
    if (name === undefined) meta.all = join(meta.all, taint)
    else (meta.entries ??= new Map()).set(name, join(meta.entries.get(name), taint))
  }

  /** A container that was just made has an entry for a reason. */
  made(container: unknown, name: string, taint: Taint): void {
    if (!isContainer(container) || taint === undefined) return
    const meta = this.#metaOf(container)
    ;(meta.entries ??= new Map()).set(name, join(meta.entries.get(name), taint))
  }

  /** A map got entries of another, or was made of it. */
  addSource(target: unknown, source: unknown): void {
    if (!isContainer(target) || !isContainer(source) || target === source) return
    if (!this.#metas.has(source) && isMap(source)) this.#metas.set(source, {})
    const meta = this.#metaOf(target)
    if (meta.place) this.#hasChanges = true
    if (!meta.from?.includes(source)) (meta.from ??= []).push(source)
    if (!isMap(target) || !isMap(source)) return
    for (const name of Object.keys(source)) {
      const [mine, theirs] = [target[name], source[name]]
      if (mine !== theirs && isMap(mine) && isMap(theirs)) this.addSource(mine, theirs)
    }
  }

  /** A deep copy reads as what it was copied from. */
  copy(from: unknown, to: unknown): void {
    if (!isContainer(from) || !isContainer(to) || from === to) return
    const meta = this.#metas.get(from)
    if (meta) {
      this.#metas.set(to, {
        ...meta,
        ...(meta.entries && { entries: new Map(meta.entries) }),
        ...(meta.from && { from: [...meta.from] }),
      })
    }
    for (const name of namesOf(from)) this.copy(entryOf(from, name), entryOf(to, name))
  }

  /** A read of a key that no template asked for: a condition or a tag of a dependency. */
  read(key: string, isAbsent: boolean): Read {
    return this.#readOf(key, 'value', isAbsent)
  }

  #isAt(value: object, { key, above }: Place): boolean {
    const own = this.#metas.get(value)!.place?.key
    return own === key || above.some((outer) => outer.key === own)
  }

  #readAt({ key, above }: Place, of: 'value' | 'names', isAbsent: boolean): Taint {
    let taint: Taint
    for (const outer of above) {
      taint = join(taint, this.#readOf(outer.key, of, outer.value === undefined))
      if (outer.value !== undefined && !isMap(outer.value)) return taint
    }
    return join(taint, this.#readOf(key, of, isAbsent))
  }

  #readOf(key: string, of: 'value' | 'names', isAbsent: boolean): Read {
    const id = of === 'value' ? key : `${key}\0`
    let read = this.#reads.get(id)
    if (!read) this.#reads.set(id, (read = new Read(key, of, isAbsent)))
    return read
  }

  #metaOf(container: object): Meta {
    let meta = this.#metas.get(container)
    if (!meta) this.#metas.set(container, (meta = {}))
    return meta
  }
}

type Container = GoMap | GoValue[]

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || isMap(value))
}

function namesOf(container: Container): string[] {
  return Object.keys(container).filter((name) => !Array.isArray(container) || /^\d/.test(name))
}

function entryOf(container: Container, name: string): GoValue | undefined {
  return (container as GoMap)[name]
}

function below({ key, above }: Place, name: string, container: Container): Place {
  const step = (to: string) => (Array.isArray(container) ? `${to}[${name}]` : child(to, name))
  const entry = (value: GoValue | undefined) => (isContainer(value) ? entryOf(value, name) : undefined)
  return {
    key: step(key),
    above: above.map((outer) => ({ key: step(outer.key), value: entry(outer.value) })),
  }
}

/** A key below another, as `--set` writes it. */
export function child(key: string, name: string): string {
  const escaped = name.replace(/[.,=[\]\\{}]/g, '\\$&')
  return key === '' ? escaped : `${key}.${escaped}`
}
