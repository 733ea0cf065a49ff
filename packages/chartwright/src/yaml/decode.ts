import { GoInt, isMap, newMap, type GoMap, type GoValue } from '../go/values.ts'
import { YamlError } from './error.ts'
import { goSyntax, scalarSyntax } from './go-syntax.ts'
import { isMerge, keyIdentity } from './map-key.ts'
import { findBadKey } from './map-entries.ts'
import type { Node } from './node.ts'
import type { Resolved } from './resolve.ts'
import { at, keyText, scalarValue } from './scalar.ts'

/** A collection, an alias or a merge that is being decoded. */
interface Frame {
  readonly kind: 'sequence' | 'mapping' | 'alias' | 'merge'
  readonly node: Node
  next: number
  readonly items: GoValue[]
  /** What entries go into: of the mapping itself, or of the one it is merged into. */
  readonly target: Target | undefined
  readonly merging: boolean
  key: string
  keyIdentity: string
  keySyntax: string
  /** The value that is being decoded for `key`. */
  pending: Node | undefined
  /** A key that is a collection: decoded for the mistakes inside it, then refused. */
  refused: Node | undefined
}

interface Target {
  readonly map: GoMap
  /** Identities of the keys it holds. Kept when strict only. */
  readonly seen: Set<string> | undefined
}

/** More levels than this and encoding/json refuses to read what was written. */
const maxJsonDepth = 10000

/**
 * The value of a document as goyaml's decoder and the way through JSON give it: aliases expanded within Go's
 * limits, merge keys applied in order, keys turned into strings. A loop over an explicit stack, as the composer.
 *
 * @param exact integers as GoInt; infinities and NaN are left for the caller to refuse
 */
export function decode(root: Node, strict: boolean, exact = false): GoValue {
  const decoder = new Decoder(strict, exact)
  const value = decoder.run(root)
  const { problems } = decoder
  if (problems.length > 0) {
    const text = problems.map((problem) => problem.text).join('\n  ')
    throw errorAt(problems[0]!.node, `yaml: unmarshal errors:\n  ${text}`)
  }
  if (decoder.hasBadKey) refuseBadKey(root, strict)
  if (decoder.infinite && !exact) refuseInfinite(value)
  return value
}

class Decoder {
  readonly problems: { text: string; node: Node }[] = []
  /** A key was met that JSON cannot have; one that a later key replaces does no harm. */
  hasBadKey = false
  infinite = false
  private readonly strict: boolean
  private readonly exact: boolean
  private readonly frames: Frame[] = []
  private readonly open = new Set<Node>()
  private decoded = 0
  private throughAliases = 0
  private aliasDepth = 0
  private depth = 0
  private value: GoValue = null

  constructor(strict: boolean, exact: boolean) {
    this.strict = strict
    this.exact = exact
  }

  run(root: Node): GoValue {
    this.enter(root)
    const { frames } = this
    while (frames.length > 0) this.step(frames[frames.length - 1]!)
    return this.value
  }

  /** Decodes a scalar at once and says so, or opens a frame for anything that has parts. */
  private enter(node: Node, into?: Target): boolean {
    this.count()
    switch (node.kind) {
      case 'scalar':
        this.value = this.scalar(scalarValue(node))
        return true
      case 'alias':
        if (this.open.has(node)) throw at(node, `anchor '${node.value}' value contains itself`)
        this.open.add(node)
        this.aliasDepth++
        this.push('alias', node, into, into !== undefined)
        return false
      case 'sequence':
        this.deepen(node)
        this.push('sequence', node, undefined, false)
        return false
      case 'mapping':
        if (!into) this.deepen(node)
        this.push('mapping', node, into ?? this.newTarget(), into !== undefined)
        return false
    }
  }

  private newTarget(): Target {
    return { map: newMap(), seen: this.strict ? new Set() : undefined }
  }

  private push(kind: Frame['kind'], node: Node, target: Target | undefined, merging: boolean): void {
    this.frames.push({
      kind,
      node,
      next: 0,
      items: [],
      target,
      merging,
      key: '',
      keyIdentity: '',
      keySyntax: '',
      pending: undefined,
      refused: undefined,
    })
  }

  private deepen(node: Node): void {
    if (++this.depth > maxJsonDepth) {
      const opener = node.kind === 'mapping' ? '{' : '['
      throw errorAt(
        node,
        `error unmarshaling JSON: while decoding JSON: invalid character '${opener}' exceeded max depth`,
      )
    }
  }

  private count(): void {
    this.decoded++
    if (this.aliasDepth > 0) this.throughAliases++
    if (
      this.throughAliases > 100 &&
      this.decoded > 1000 &&
      this.throughAliases / this.decoded > allowedAliasRatio(this.decoded)
    )
      throw new YamlError('yaml: document contains excessive aliasing')
  }

  private scalar(resolved: Resolved): GoValue {
    if (resolved.type === 'int') {
      const { value, unsigned } = resolved
      return this.exact ? new GoInt(unsigned ? 'uint64' : 'int64', value) : Number(value)
    }
    if (resolved.type === 'float' && !Number.isFinite(resolved.value)) this.infinite = true
    return resolved.value
  }

  private step(frame: Frame): void {
    switch (frame.kind) {
      case 'sequence':
        return this.stepSequence(frame)
      case 'mapping':
        return this.stepMapping(frame)
      case 'merge':
        return this.stepMerge(frame)
      case 'alias':
        if (frame.next++ === 0 && !this.enter(frame.node.target!, frame.target)) return
        this.frames.pop()
        this.aliasDepth--
        this.open.delete(frame.node)
    }
  }

  private stepSequence(frame: Frame): void {
    const { children } = frame.node
    if (frame.next > 0) frame.items.push(this.value)
    while (frame.next < children.length) {
      if (!this.enter(children[frame.next++]!)) return
      frame.items.push(this.value)
    }
    this.depth--
    this.frames.pop()
    this.value = frame.items
  }

  private stepMapping(frame: Frame): void {
    const { children } = frame.node
    if (frame.refused) throw at(frame.refused, `invalid map key: ${goSyntax(frame.refused, this.strict)}`)
    if (frame.pending) this.store(frame)
    while (frame.next < children.length) {
      const key = children[frame.next]!
      const value = children[frame.next + 1]!
      frame.next += 2
      if (isMerge(key)) return this.merge(frame, value)
      const scalar = key.target ?? key
      if (scalar.kind !== 'scalar') {
        frame.refused = key
        this.enter(key)
        return
      }
      this.count()
      if (key.target) {
        this.aliasDepth++
        this.count()
        this.aliasDepth--
      }
      this.takeKey(frame, scalarValue(scalar))
      frame.pending = value
      if (!this.enter(value)) return
      this.store(frame)
    }
    this.frames.pop()
    if (!frame.merging) this.depth--
    this.value = frame.target!.map
  }

  private store(frame: Frame): void {
    const value = frame.pending!
    const { map, seen } = frame.target!
    frame.pending = undefined
    if (seen) {
      if (seen.has(frame.keyIdentity)) {
        const text = `line ${value.start.line + 1}: key ${frame.keySyntax} already set in map`
        this.problems.push({ text, node: value })
        return
      }
      // NaN is no key twice.
      if (frame.keyIdentity !== 'gNaN') seen.add(frame.keyIdentity)
    }
    map[frame.key] = this.value
  }

  private takeKey(frame: Frame, key: Resolved): void {
    if (this.strict) {
      frame.keyIdentity = keyIdentity(key)
      frame.keySyntax = scalarSyntax(key, false)
    }
    const text = keyText(key)
    frame.key = text ?? ''
    if (text === undefined) this.hasBadKey = true
  }

  private merge(frame: Frame, value: Node): void {
    if (value.kind === 'sequence') {
      this.frames.push({
        ...frame,
        kind: 'merge',
        node: value,
        next: value.children.length,
        pending: undefined,
      })
      return
    }
    if ((value.target ?? value).kind !== 'mapping') throw at(value, wantMap)
    this.enter(value, frame.target)
  }

  /** From the last to the first: earlier ones win. */
  private stepMerge(frame: Frame): void {
    if (frame.next === 0) {
      this.frames.pop()
      return
    }
    const source = frame.node.children[--frame.next]!
    if ((source.target ?? source).kind !== 'mapping') throw at(source, wantMap)
    this.enter(source, frame.target)
  }
}

/** The conversion to JSON finds these, after all that the decoder finds. */
function refuseBadKey(root: Node, strict: boolean): void {
  const bad = findBadKey(root, strict)
  if (!bad) return
  const type = bad.key.type === 'null' ? '%!s(<nil>)' : 'uint64'
  const key = scalarSyntax(bad.key, false)
  const value = goSyntax(bad.value, strict)
  throw errorAt(bad.keyNode, `unsupported map key of type: ${type}, key: ${key}, value: ${value}`)
}

const wantMap = 'map merge requires map or sequence of maps as the value'

function errorAt(node: Node, message: string): YamlError {
  const { start } = node
  return new YamlError(message, start.line + 1, start.offset - start.lineStart + 1)
}

/** Up to 400,000 decodes 99 % may come from aliases, from 4,000,000 on 10 %, in between less and less. */
function allowedAliasRatio(decoded: number): number {
  if (decoded <= 400_000) return 0.99
  if (decoded >= 4_000_000) return 0.1
  return 0.99 - 0.89 * ((decoded - 400_000) / 3_600_000)
}

/** JSON has no infinities and no NaN. The first in the order JSON is written is named. */
function refuseInfinite(value: GoValue): void {
  const stack: GoValue[] = [value]
  while (stack.length > 0) {
    const next = stack.pop()!
    if (typeof next === 'number') {
      if (Number.isFinite(next)) continue
      const name = next > 0 ? '+Inf' : next < 0 ? '-Inf' : 'NaN'
      throw new YamlError(`json: unsupported value: ${name}`)
    }
    if (Array.isArray(next)) for (let i = next.length - 1; i >= 0; i--) stack.push(next[i]!)
    else if (isMap(next)) {
      const keys = Object.keys(next).sort().reverse()
      for (const key of keys) stack.push(next[key]!)
    }
  }
}
