import fs from 'node:fs'
import path from 'node:path'

/** `<definition>.<field>` → the words that the field, or each item of it, takes. */
export type Words = Readonly<Record<string, readonly string[]>>

const file = path.join(import.meta.dirname, 'words.json')

/**
 * Fields that take one of a few words. The published schemas do not list the words, but a running API server
 * does: test/cluster compares this table with it, and writes it when CHARTWRIGHT_UPDATE_WORDS is set.
 */
export const words = JSON.parse(fs.readFileSync(file, 'utf8')) as Words

export function writeWords(found: Words): void {
  fs.writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`)
}

interface Property {
  enum?: string[]
  items?: { enum?: string[] }
}

/** The words in what an API server answers under /openapi/v2, without those of statuses. */
export function wordsOf(openapi: {
  definitions: Record<string, { properties?: Record<string, Property> }>
}): Words {
  const found: [string, string[]][] = []
  for (const [definition, { properties }] of Object.entries(openapi.definitions)) {
    if (/Status$/.test(definition) || !/\.v\d+\.\w+$/.test(definition)) continue
    for (const [field, property] of Object.entries(properties ?? {})) {
      const listed = property.enum ?? property.items?.enum
      // Two lists of 65 signals would say less than the name of the field.
      if (listed && field !== 'stopSignal') found.push([`${definition}.${field}`, [...listed].sort()])
    }
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)))
}
