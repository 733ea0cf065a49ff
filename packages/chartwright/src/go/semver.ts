import { GoError } from './error.ts'
import { quote } from './quote.ts'
import { isStackOverflow } from './stack.ts'
import { byteSlice, GoInt, GoStruct, int, method, newMap, type GoMethod, type GoValue } from './values.ts'

/**
 * github.com/Masterminds/semver/v3, in the versions that Helm's releases carry. 3.4 judges pre-releases by
 * the whole group of constraints instead of each; 3.4 and 3.5 changed the wording of errors; 3.5 limits lengths.
 */
export type SemverRelease = '3.3' | '3.4' | '3.5'

export interface Version {
  major: number | bigint
  minor: number | bigint
  patch: number | bigint
  pre: string
  metadata: string
  original: string
}

const versionForm =
  /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/

/** semver.NewVersion: takes a leading v, a missing minor or patch, and leading zeros. */
export function parseVersion(text: string, release: SemverRelease = '3.5'): Version {
  if (release === '3.5' && text.length > 256) throw new GoError('version string is too long (max 256 bytes)')
  const match = versionForm.exec(text)
  if (!match) throw wording(release, 'Invalid Semantic Version', 'invalid semantic version')
  const pre = match[4] ?? ''
  for (const part of pre.split('.'))
    if (part.length > 1 && part[0] === '0' && /^[0-9]+$/.test(part))
      throw wording(release, 'Version segment starts with 0', 'version segment starts with 0')
  return {
    major: segment(match[1]!, release),
    minor: segment(match[2] ?? '0', release),
    patch: segment(match[3] ?? '0', release),
    pre,
    metadata: match[5] ?? '',
    original: text,
  }
}

function wording(release: SemverRelease, before: string, since34: string): GoError {
  return new GoError(release === '3.3' ? before : since34)
}

const maxUint64 = 2n ** 64n - 1n

function segment(digits: string, release: SemverRelease): number | bigint {
  if (digits.length <= 15) return Number(digits)
  const value = BigInt(digits)
  if (value <= maxUint64) return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
  const cause = `parsing version segment: strconv.ParseUint: parsing "${digits}": value out of range`
  throw wording(release, `Error ${cause}`, `error ${cause}`)
}

export function versionText(version: Version): string {
  const { major, minor, patch, pre, metadata } = version
  return `${major}.${minor}.${patch}${pre && `-${pre}`}${metadata && `+${metadata}`}`
}

/** -1, 0 or 1; metadata does not count. */
export function compareVersions(a: Version, b: Version): number {
  return (
    compareSegments(a.major, b.major) ||
    compareSegments(a.minor, b.minor) ||
    compareSegments(a.patch, b.patch) ||
    comparePre(a.pre, b.pre)
  )
}

function compareSegments(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function comparePre(a: string, b: string): number {
  if (a === b) return 0
  if (a === '') return 1
  if (b === '') return -1
  const left = a.split('.')
  const right = b.split('.')
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = comparePart(left[i] ?? '', right[i] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function comparePart(a: string, b: string): number {
  if (a === b) return 0
  if (a === '') return -1
  if (b === '') return 1
  const x = partNumber(a)
  const y = partNumber(b)
  if (x === undefined && y === undefined) return a > b ? 1 : -1
  if (y === undefined) return -1
  if (x === undefined) return 1
  return x > y ? 1 : -1
}

// A part of digits beyond uint64 is compared as text, as strconv.ParseUint's error makes it in Go.
function partNumber(part: string): bigint | undefined {
  if (!/^[0-9]+$/.test(part)) return undefined
  const value = BigInt(part)
  return value <= maxUint64 ? value : undefined
}

interface Constraint {
  operator: string
  version: Version
  /** Some part was left out or an x. */
  dirty: boolean
  minorDirty: boolean
  patchDirty: boolean
}

/** Groups joined by ||, each of constraints that must all hold. */
export interface Constraints {
  groups: Constraint[][]
  release: SemverRelease
}

// Go's \s, and Masterminds' form of a version with wildcards: the | in the class is theirs.
const s = '[\\t\\n\\f\\r ]'
const form =
  'v?([0-9|x|X|*]+)(\\.[0-9|x|X|*]+)?(\\.[0-9|x|X|*]+)?(-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?'
const operators = '=||!=|>|<|>=|=>|<=|=<|~|~>|\\^'

let patterns: { one: RegExp; range: RegExp; find: RegExp; valid: RegExp } | undefined

function compiled() {
  return (patterns ??= {
    one: new RegExp(`^${s}*(${operators})${s}*${form}${s}*$`),
    range: new RegExp(`${s}*(${form})${s}+-${s}+(${form})${s}*`, 'g'),
    find: new RegExp(`(?:${operators})${s}*${form}`, 'g'),
    valid: new RegExp(
      `^${s}*(?:${operators})${s}*${form}${s}*(?:(?:${s}+|,${s}*)(?:${operators})${s}*${form}${s}*)*$`,
    ),
  })
}

const cache = new Map<string, Constraints>()

/** semver.NewConstraint. Charts ask the same few questions again and again, so answers are kept. */
export function parseConstraints(text: string, release: SemverRelease = '3.5'): Constraints {
  const key = release + text
  let constraints = cache.get(key)
  if (!constraints) {
    constraints = parseGroups(text, release)
    if (cache.size > 500) cache.clear()
    cache.set(key, constraints)
  }
  return constraints
}

function parseGroups(text: string, release: SemverRelease): Constraints {
  if (release === '3.5' && text.length > 512)
    throw new GoError('constraint string is too long (max 512 bytes)')
  const plain = plainConstraint.exec(text)
  if (plain) return { groups: [[constraintOf(plain, release)]], release }
  const groups = rewriteRanges(text).split('||')
  if (release === '3.5' && groups.length > 32) throw new GoError('too many constraint groups (max 32)')
  return { groups: groups.map((group) => parseGroup(group, release)), release }
}

function parseGroup(group: string, release: SemverRelease): Constraint[] {
  const { valid, find } = compiled()
  // With single spaces the pattern can match in one way only, so hostile text cannot make it backtrack.
  const text = group.replace(/[\t\n\f\r ]+/g, ' ')
  if (!valid.test(text)) throw new GoError(`improper constraint: ${release === '3.5' ? quote(group) : group}`)
  return (text.match(find) ?? [text]).map((part) => parseConstraint(part, release))
}

const isWild = (part: string | undefined) => part === undefined || /^\.?[xX*]$/.test(part)

// Most constraints, such as >=1.22.0-0: four large patterns need not be compiled for them.
const plainConstraint =
  /^(|=|!=|>|<|>=|=>|<=|=<|~|~>|\^) ?(0|[1-9]\d{0,8})(\.(?:0|[1-9]\d{0,8}))(\.(?:0|[1-9]\d{0,8}))(-0)?$/

function parseConstraint(text: string, release: SemverRelease): Constraint {
  return constraintOf(compiled().one.exec(text)!, release)
}

function constraintOf(found: RegExpExecArray, release: SemverRelease): Constraint {
  const [, operator, major, minor, patch, pre = ''] = found
  const majorDirty = isWild(major)
  const minorDirty = !majorDirty && isWild(minor)
  const patchDirty = !majorDirty && !minorDirty && isWild(patch)
  const parts = majorDirty
    ? '0.0.0'
    : minorDirty
      ? `${major}.0.0`
      : patchDirty
        ? `${major}${minor}.0`
        : `${major}${minor}${patch}`
  try {
    const version = parseVersion(parts + pre, release)
    return {
      operator: operator!,
      version,
      minorDirty,
      patchDirty,
      dirty: majorDirty || minorDirty || patchDirty,
    }
  } catch (error) {
    if (isStackOverflow(error)) throw error
    throw wording(release, 'constraint Parser Error', 'constraint parser error')
  }
}

/** Writes "1.2 - 2.3" as ">= 1.2, <= 2.3 ". */
function rewriteRanges(text: string): string {
  if (!/[\t\n\f\r ]-[\t\n\f\r ]/.test(text)) return text
  const source = text.length > 512 ? text.replace(/[\t\n\f\r ]+/g, ' ') : text
  let rewritten = source
  for (const match of source.matchAll(compiled().range))
    rewritten = rewritten.replace(match[0], () => `>= ${match[1]}, <= ${match[7]} `)
  return rewritten
}

/** Constraints.Check. */
export function satisfies({ groups, release }: Constraints, version: Version): boolean {
  return groups.some((group) => {
    const asksForPre = group.some((constraint) => constraint.version.pre !== '')
    return group.every((constraint) => {
      if (version.pre !== '') {
        const looks = release === '3.3' ? constraint.version.pre !== '' : asksForPre
        const spared = release === '3.3' && constraint.operator === '!=' && !constraint.dirty
        if (!looks && !spared) return false
      }
      return holds(constraint, version)
    })
  })
}

function holds(constraint: Constraint, v: Version): boolean {
  const c = constraint.version
  const { dirty, minorDirty } = constraint
  switch (constraint.operator) {
    case '!=':
      return differs(constraint, v)
    case '>':
      if (!dirty) return compareVersions(v, c) > 0
      if (v.major != c.major) return v.major > c.major
      if (minorDirty) return false
      return constraint.patchDirty ? v.minor > c.minor : compareVersions(v, c) > 0
    case '<':
      return compareVersions(v, c) < 0
    case '>=':
    case '=>':
      return compareVersions(v, c) >= 0
    case '<=':
    case '=<':
      if (!dirty) return compareVersions(v, c) <= 0
      return !(v.major > c.major || (v.major == c.major && v.minor > c.minor && !minorDirty))
    case '^':
      return holdsCaret(constraint, v)
    case '~':
    case '~>':
      return holdsTilde(constraint, v)
    default:
      return dirty ? holdsTilde(constraint, v) : compareVersions(v, c) === 0
  }
}

function differs({ version: c, dirty, minorDirty, patchDirty }: Constraint, v: Version): boolean {
  if (dirty) {
    if (v.major != c.major) return true
    if (minorDirty) return false
    if (v.minor != c.minor) return true
    if (v.patch != c.patch && !patchDirty) return true
    if (patchDirty) return v.pre !== c.pre
  }
  return compareVersions(v, c) !== 0
}

function holdsTilde({ version: c, minorDirty, patchDirty }: Constraint, v: Version): boolean {
  if (compareVersions(v, c) < 0) return false
  // ~0.0.0 accepts everything from there on.
  if (c.major == 0 && c.minor == 0 && c.patch == 0 && !minorDirty && !patchDirty) return true
  return v.major == c.major && (v.minor == c.minor || minorDirty)
}

function holdsCaret({ version: c, minorDirty, patchDirty }: Constraint, v: Version): boolean {
  if (compareVersions(v, c) < 0) return false
  if (c.major > 0 || minorDirty) return v.major == c.major
  if (v.major > 0) return false
  if (c.minor > 0 || patchDirty) return v.minor == c.minor
  if (v.minor > 0) return false
  return v.patch == c.patch
}

/** A version as a template sees it: nothing but methods. */
class VersionStruct extends GoStruct {
  readonly version: Version
  constructor(type: string, version: Version, methods: Record<string, GoMethod>) {
    super(type, newMap(), methods, { json: () => versionText(version) })
    this.version = version
  }
}

const one = ['*semver.Version']

/** A *semver.Version. */
export function versionStruct(version: Version): GoStruct {
  const compareTo = (other: GoValue) => compareVersions(version, (other as VersionStruct).version)
  return new VersionStruct('*semver.Version', version, {
    ...valueMethods(version),
    Original: () => version.original,
    Compare: method(one, (other) => int(compareTo(other!))),
    Equal: method(one, (other) => compareTo(other!) === 0),
    LessThan: method(one, (other) => compareTo(other!) < 0),
    LessThanEqual: method(one, (other) => compareTo(other!) <= 0),
    GreaterThan: method(one, (other) => compareTo(other!) > 0),
    GreaterThanEqual: method(one, (other) => compareTo(other!) >= 0),
  })
}

/** The methods that a version which is no pointer has too. */
function valueMethods(version: Version): Record<string, GoMethod> {
  const { major, minor, patch, pre, metadata } = version
  const number = (value: number | bigint) => new GoInt('uint64', value)
  const next = (changed: Partial<Version>) => {
    const raised = { ...version, pre: '', metadata: '', ...changed }
    raised.original = (version.original.startsWith('v') ? 'v' : '') + versionText(raised)
    return new VersionStruct('semver.Version', raised, valueMethods(raised))
  }
  const after = (value: number | bigint) => {
    const raised = BigInt(value) + 1n
    return raised <= Number.MAX_SAFE_INTEGER ? Number(raised) : raised
  }
  return {
    String: () => versionText(version),
    Major: () => number(major),
    Minor: () => number(minor),
    Patch: () => number(patch),
    Prerelease: () => pre,
    Metadata: () => metadata,
    IncMajor: () => next({ major: after(major), minor: 0, patch: 0 }),
    IncMinor: () => next({ minor: after(minor), patch: 0 }),
    IncPatch: () => next(pre === '' ? { patch: after(patch) } : {}),
    SetPrerelease: method(['string'], (text) => next({ pre: text as string, metadata })),
    SetMetadata: method(['string'], (text) => next({ pre, metadata: text as string })),
    MarshalJSON: () => byteSlice(`"${versionText(version)}"`),
    MarshalText: () => byteSlice(versionText(version)),
    Value: () => versionText(version),
  }
}
