import fc from 'fast-check'
import type { Request } from './request.ts'

/** A family of cases. */
export interface Grammar {
  name: string
  /** What it makes, for the report. */
  about: string
  arbitrary: fc.Arbitrary<Request>
  /** Helm takes so many times as long for a case as elsewhere; so many fewer are made. */
  cost?: number
}

/** One of these texts. Earlier ones are simpler: shrinking goes there. */
export function pick<T>(...options: T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...options)
}

/** A text with parts to be chosen: text`{{ ${expression} }}`. */
export function text(
  strings: TemplateStringsArray,
  ...parts: (fc.Arbitrary<string> | string)[]
): fc.Arbitrary<string> {
  const arbitraries = parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))
  return fc
    .tuple(...arbitraries)
    .map((chosen) => strings.reduce((all, string, i) => all + chosen[i - 1]! + string))
}

/** Several of one kind, joined. */
export function many(
  part: fc.Arbitrary<string>,
  { min = 0, max = 4, between = '' }: { min?: number; max?: number; between?: string } = {},
): fc.Arbitrary<string> {
  return fc.array(part, { minLength: min, maxLength: max }).map((parts) => parts.join(between))
}

/** One of several kinds, by weight; shrinking tries the first too. */
export function choose<T>(...options: (fc.Arbitrary<T> | [number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> {
  return fc.oneof(
    { withCrossShrink: true },
    ...options.map((option) =>
      Array.isArray(option) ? { weight: option[0], arbitrary: option[1] } : { weight: 1, arbitrary: option },
    ),
  )
}

/** An arbitrary by how deep it may still nest, each made once. */
export function byDepth<T>(make: (depth: number) => fc.Arbitrary<T>): (depth: number) => fc.Arbitrary<T> {
  const made: fc.Arbitrary<T>[] = []
  return (depth) => (made[Math.max(0, depth)] ??= make(Math.max(0, depth)))
}

/** Now and then something else than what belongs here. */
export function mostly<T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, oneIn: number): fc.Arbitrary<T> {
  return choose([oneIn - 1, usual], [1, rare])
}
