import { refusal } from '../helm-error.ts'
import { fileMatch } from './file-match.ts'

interface Rule {
  negate: boolean
  directoriesOnly: boolean
  /** Without `/`, a pattern is held against the last name of a path; with one, against the whole path. */
  wholePath: boolean
  pattern: string
}

/** Tells whether a path inside a chart is left out of it. */
export type IgnoreRules = (path: string, isDirectory: boolean) => boolean

/**
 * Helm's own reading of .helmignore, which is not git's: the first rule that matches decides, a negated rule
 * leaves out whatever it does not match, `**` is refused, and dot files in templates/ are always left out.
 */
export function parseHelmIgnore(text: string, file: string): IgnoreRules {
  const rules: Rule[] = []
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .forEach((line, index) => {
      const rule = parseRule(line, { file, line: index + 1, column: 1 })
      if (rule) rules.push(rule)
    })
  rules.push(parseRule('templates/.?*', { file, line: 1, column: 1 })!)
  return (path, isDirectory) => {
    for (const rule of rules) {
      if (rule.directoriesOnly && !isDirectory) {
        if (rule.negate) return true
        continue
      }
      const name = rule.wholePath ? path : path.slice(path.lastIndexOf('/') + 1)
      if ((fileMatch(rule.pattern, name) ?? false) !== rule.negate) return true
    }
    return false
  }
}

function parseRule(line: string, span: { file: string; line: number; column: number }): Rule | undefined {
  let pattern = line.trim()
  if (pattern === '' || pattern.startsWith('#')) return undefined
  if (pattern.includes('**')) {
    throw refusal('chart-ignore-invalid', 'double-star (**) syntax is not supported', {
      span,
      message: `the pattern "${pattern}" uses **, which Helm does not know`,
      hint: 'name the folder ("docs/"), or write one pattern for each depth',
    })
  }
  if (fileMatch(pattern, 'abc') === undefined) {
    throw refusal('chart-ignore-invalid', 'syntax error in pattern', {
      span,
      message: `the pattern "${pattern}" is malformed`,
      hint: 'close every "[" and put something inside it; escape a literal one as "\\["',
    })
  }
  const negate = pattern.startsWith('!')
  if (negate) pattern = pattern.slice(1)
  const directoriesOnly = pattern.endsWith('/')
  if (directoriesOnly) pattern = pattern.slice(0, -1)
  const rooted = pattern.startsWith('/')
  return {
    negate,
    directoriesOnly,
    wholePath: pattern.includes('/'),
    pattern: rooted ? pattern.slice(1) : pattern,
  }
}
