import type { Dependency } from '../../chart/index.ts'
import { hex, sha256 } from '../../go/sha256.ts'
import { toJson } from '../../go/json.ts'
import { mapOf, newMap, type GoMap, type GoValue } from '../../go/index.ts'
import { toYaml } from '../../yaml/index.ts'

/** What was chosen for an entry of `dependencies`. */
export interface Locked {
  name: string
  repository: string
  version: string
}

/** Helm's digest of what was asked for and what was chosen: encoding/json's text of both, hashed. */
export function lockDigest(asked: readonly Dependency[], locked: readonly Locked[]): string {
  const text = `[[${asked.map(dependencyJson).join(',')}],[${locked.map((one) => dependencyJson(one)).join(',')}]]`
  return `sha256:${hex(sha256(new TextEncoder().encode(text)))}`
}

/** Fields in the order of Helm's struct, empty ones left out where it says `omitempty`. */
function dependencyJson(given: Locked & Partial<Dependency>): string {
  const fields: string[] = []
  const add = (name: string, value: GoValue | undefined, always = false) => {
    const isEmpty = value === undefined || value === null || value === '' || value === false
    if (always || !(isEmpty || (Array.isArray(value) && value.length === 0)))
      fields.push(`${JSON.stringify(name)}:${toJson(value ?? '')}`)
  }
  add('name', given.name, true)
  add('version', given.version)
  add('repository', given.repository, true)
  add('condition', given.condition)
  add('tags', given.tags)
  add('enabled', given.enabled)
  add('import-values', given.importValues)
  add('alias', given.alias)
  return `{${fields.join(',')}}`
}

/** Chart.lock. */
export function lockText(locked: readonly Locked[], digest: string, now: number): string {
  const dependencies = locked.map(({ name, repository, version }): GoMap => {
    const entry = mapOf([
      ['name', name],
      ['repository', repository],
    ])
    if (version !== '') entry.version = version
    return entry
  })
  return toYaml(
    Object.assign(newMap(), { dependencies, digest, generated: new Date(now).toISOString() }) as GoMap,
  )
}
