import { formatFloat } from '../go/strconv.ts'
import { YamlError } from './error.ts'
import type { Node } from './node.ts'
import { resolve, type Resolved } from './resolve.ts'

export const tagPrefix = 'tag:yaml.org,2002:'

/** Tags whose text is resolved; any other tag leaves a string. */
const resolvable = /^(?:tag:yaml\.org,2002:(?:str|bool|int|float|null|timestamp))?$/

/** goyaml's decoding of a scalar node into interface{}: its tag, its quotes and its text together. */
export function scalarValue(node: Node): Resolved {
  const { tag, value } = node
  if (tag === '') return node.implicit ? resolve(value) : { type: 'str', value }
  if (!resolvable.test(tag))
    return { type: 'str', value: tag === `${tagPrefix}binary` ? decodeBase64(node) : value }
  const name = tag.slice(tagPrefix.length)
  if (name === 'str') return { type: 'str', value }
  const resolved = resolve(value, name === 'timestamp')
  if (resolved.type === name) return resolved
  if (name === 'float' && resolved.type === 'int' && !resolved.unsigned)
    return { type: 'float', value: Number(resolved.value) }
  throw at(node, `cannot decode !!${resolved.type} \`${value}\` as a !!${name}`)
}

function decodeBase64(node: Node): string {
  const text = node.value.replace(/[\r\n]/g, '')
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text))
    throw at(node, '!!binary value contains invalid base64 data')
  const bytes = Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0))
  // The bytes go through JSON next, which puts U+FFFD for each one that is not UTF-8.
  return decodeLossy(bytes)
}

/** Go's strings.ToValidUTF8 byte by byte: one U+FFFD for every byte that starts no whole character. */
function decodeLossy(bytes: Uint8Array): string {
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  if (!whole.includes('\ufffd')) return whole
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let text = ''
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i]!
    const width = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    try {
      text += strict.decode(bytes.subarray(i, i + width))
      i += width
    } catch {
      text += '\ufffd'
      i++
    }
  }
  return text
}

/** A mistake in what a node says. Go names no line for these. */
export function at(node: Node, problem: string): YamlError {
  const { start } = node
  return new YamlError(`yaml: ${problem}`, start.line + 1, start.offset - start.lineStart + 1)
}

/** The text a key has once it went through JSON, or undefined where Go refuses it. */
export function plainKey(key: Node): string | undefined {
  const node = key.target ?? key
  if (node.kind !== 'scalar') return undefined
  return keyText(scalarValue(node))
}

/** The text a key has once it went through JSON. Go refuses null and whatever is beyond int64. */
export function keyText(key: Resolved): string | undefined {
  switch (key.type) {
    case 'null':
      return undefined
    case 'bool':
      return key.value ? 'true' : 'false'
    case 'int':
      return key.unsigned ? undefined : key.value.toString()
    case 'float':
      return floatKey(key.value)
  }
  return key.value
}

/** sigs.k8s.io/yaml writes a float key with the precision of a float32, whose range it may leave. */
function floatKey(key: number): string {
  const text = Number.isFinite(key) ? formatFloat(key, 'g', -1, 32) : String(key)
  switch (text) {
    case '+Inf':
    case 'Infinity':
      return '.inf'
    case '-Inf':
    case '-Infinity':
      return '-.inf'
    case 'NaN':
      return '.nan'
  }
  return text
}
