import { isMap, type GoValue } from '../../packages/chartwright/src/go/index.ts'
import { parseYaml, parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'

/** Where two renders differ by more than the text that took the marker's place; undefined when nowhere. */
export function differs(benign: string, output: string, text: string, marker: string): string | undefined {
  const [before, after] = unlikeDocuments(benign, output, marker).map((yaml) =>
    parseYamlDocuments(yaml).map(({ value }) => value),
  )
  if (before!.length !== after!.length) return `${after!.length} objects in place of ${before!.length}`
  for (const [i, document] of before!.entries()) {
    const found = difference(document!, after![i]!, text, marker, '')
    if (found) return found
  }
  return undefined
}

/** Both without the documents that have the same bytes in both and no marker: most are so, and parsing takes long. */
function unlikeDocuments(benign: string, output: string, marker: string): [string, string] {
  const [before, after] = [benign, output].map((yaml) => yaml.split(/^---$/m))
  if (before!.length !== after!.length) return [benign, output]
  const unlike = before!.flatMap((document, i) =>
    document === after![i] && !document.includes(marker) ? [] : [i],
  )
  return [before!, after!].map((documents) => unlike.map((i) => documents[i]).join('---')) as [string, string]
}

/** A digest is a whole text, or the password of a URL. */
function withoutDigest(value: GoValue): string {
  return String(value).replace(/(?<=^|:)[0-9a-f]{32,}(?=@|$)/, '…')
}

function difference(
  before: GoValue,
  after: GoValue,
  text: string,
  marker: string,
  at: string,
): string | undefined {
  if (typeof before === 'string') {
    if (after === before.replaceAll(marker, text)) return undefined
    // In a URL it is escaped.
    if (/:\/\//.test(before) && decoded(after) === before.replaceAll(marker, text)) return undefined
    // Checksums, and what is derived from a seed, also in a URL.
    if (withoutDigest(before) !== before && withoutDigest(before) === withoutDigest(after)) return undefined
    const found = nested(before, after, text, marker, at)
    return found === ''
      ? undefined
      : (found ?? `${at}: ${JSON.stringify(after)}, not ${JSON.stringify(text)}`)
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [i, item] of before.entries()) {
      const found = difference(item, after[i]!, text, marker, `${at}.${i}`)
      if (found) return found
    }
    return undefined
  }
  if (before !== null && isMap(before) && after !== null && isMap(after)) {
    const [left, right] = [Object.keys(before).sort(), Object.keys(after).sort()]
    if (left.join() !== right.join()) return `${at}: keys ${right.join()}, not ${left.join()}`
    for (const key of left) {
      const found = difference(before[key]!, after[key]!, text, marker, `${at}.${key}`)
      if (found) return found
    }
    return undefined
  }
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : `${at}: ${JSON.stringify(after)}`
}

/** A text that is YAML itself, such as a file in a ConfigMap, is compared by what it says. */
function nested(
  before: string,
  after: GoValue,
  text: string,
  marker: string,
  at: string,
): string | undefined {
  if (typeof after !== 'string' || !before.includes('\n')) return undefined
  try {
    const [left, right] = [parseYaml(before).value, parseYaml(after).value]
    if (left === null || !isMap(left)) return undefined
    return difference(left, right, text, marker, `${at}|`) ?? ''
  } catch (error) {
    return `${at}: ${String(error)}`
  }
}

function decoded(url: GoValue): string | undefined {
  try {
    return decodeURIComponent(String(url))
  } catch {
    return undefined
  }
}
