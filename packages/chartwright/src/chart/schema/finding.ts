import type { Code } from '../../diagnostics/index.ts'
import type { Failure } from './failure.ts'
import { failureText } from './failure-text.ts'
import type { LegacyFailure } from './legacy-validate.ts'

/** What a schema found wrong, whichever library it is modelled on: what our diagnostics are made of. */
export interface Finding {
  code: Extract<Code, `value-${string}`>
  path: string[]
  /** After the name of the value: `must be a string, and is the number 80`. */
  problem: string
  /** For unknown names: those that are known at that place. */
  known?: string[]
  /** The rule's own words, when they say more. */
  note?: string
}

/** The findings at the ends of the branches: those further up only sum them up. */
export function findingsOf(failures: readonly Failure[]): Finding[] {
  const findings: Finding[] = []
  const visit = (failure: Failure) => {
    const { kind } = failure
    if (kind.keyword === 'anyOf' || (kind.keyword === 'oneOf' && !kind.matched)) {
      const inner = findingsOf(failure.causes)
      findings.push({
        code: 'value-refused',
        path: failure.path,
        problem: 'fits none of the forms the schema allows',
        note: inner.map(({ path, problem }) => `${path.join('.') || 'it'} ${problem}`).join('; or '),
      })
    } else if (failure.causes.length > 0 && kind.keyword !== 'propertyNames') failure.causes.forEach(visit)
    else findings.push(...leaf(failure))
  }
  failures.forEach(visit)
  return findings
}

function leaf({ path, kind }: Failure): Finding[] {
  switch (kind.keyword) {
    case 'type':
      return [{ code: 'value-type', path, problem: `must be ${kind.want.map(article).join(' or ')}` }]
    case 'required':
      return kind.missing.map((name) => ({
        code: 'value-missing',
        path: [...path, name],
        problem: 'is required',
      }))
    case 'dependency':
      return kind.missing.map((name) => ({
        code: 'value-missing',
        path: [...path, name],
        problem: `is required when "${kind.property}" is given`,
      }))
    case 'additionalProperties':
      return kind.properties.map((name) => ({
        code: 'value-unknown',
        path: [...path, name],
        problem: 'is not a value the schema knows',
        known: kind.known,
      }))
    case 'propertyNames':
      return [
        { code: 'value-unknown', path: [...path, kind.property], problem: 'has a name the schema refuses' },
      ]
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
      return [
        {
          code: 'value-refused',
          path,
          problem: `must be ${bounds[kind.keyword]} ${kind.want}, and is ${kind.got}`,
        },
      ]
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties': {
      const most = kind.keyword.startsWith('max') ? 'most' : 'least'
      const unit = kind.keyword.endsWith('Length')
        ? 'characters'
        : kind.keyword.endsWith('Items')
          ? 'items'
          : 'entries'
      return [
        {
          code: 'value-refused',
          path,
          problem: `must have at ${most} ${kind.want} ${unit}, and has ${kind.got}`,
        },
      ]
    }
    case 'pattern':
      return [{ code: 'value-refused', path, problem: `must match the pattern ${kind.want}` }]
    case 'enum':
    case 'const': {
      const allowed = (kind.keyword === 'enum' ? kind.want : [kind.want]).map((item) => JSON.stringify(item))
      return [{ code: 'value-refused', path, problem: `must be ${list(allowed)}` }]
    }
    default:
      return [
        {
          code: 'value-refused',
          path,
          problem: 'does not meet the schema',
          note: failureText(kind, () => ''),
        },
      ]
  }
}

const bounds = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
  multipleOf: 'a multiple of',
}

export function legacyFindings(failures: readonly LegacyFailure[]): Finding[] {
  return failures.map((failure) => {
    const { path, keyword, property, expected, known } = failure
    if (keyword === 'type') {
      const names = expected!.replace(/[[\]]/g, '').split(',')
      return { code: 'value-type', path, problem: `must be ${names.map(article).join(' or ')}` }
    }
    if (keyword === 'required')
      return { code: 'value-missing', path: [...path, property!], problem: 'is required' }
    if (keyword === 'additionalProperties') {
      const problem = 'is not a value the schema knows'
      return { code: 'value-unknown', path: [...path, property!], problem, ...(known ? { known } : {}) }
    }
    if (keyword === 'enum') return { code: 'value-refused', path, problem: `must be one of ${expected!}` }
    return { code: 'value-refused', path, problem: 'does not meet the schema', note: failure.text }
  })
}

function article(type: string): string {
  return type === 'null'
    ? 'null'
    : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type === 'object' ? 'object (a map)' : type}`
}

function list(items: string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `one of ${items.join(', ')}`
}
