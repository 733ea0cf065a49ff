import { suggest } from '../diagnostics/index.ts'
import { builtinFunctions } from '../template/index.ts'

/** What to write instead of something that Go's parser refuses, where that can be told from its words. */
export function syntaxHint(detail: string, functions: () => Iterable<string>): string | undefined {
  const unknown = /^function "([^"]+)" not defined$/.exec(detail)?.[1]
  if (unknown !== undefined) {
    const meant = suggest(unknown, [...functions(), ...builtinFunctions])
    return meant === undefined
      ? 'Helm has the functions of https://helm.sh/docs/chart_template_guide/function_list and no others'
      : `did you mean "${meant}"?`
  }
  const variable = /^undefined variable "(\$[^"]*)"$/.exec(detail)?.[1]
  if (variable !== undefined)
    return `a variable ends with the block that declares it: write {{ ${variable} := … }} before, outside of if, range and with`
  if (detail === 'unexpected {{end}}')
    return 'every if, range, with and define above has its {{ end }} already'
  if (detail === 'unexpected {{else}}') return 'no if, range or with is open here'
  if (/^unclosed action|^unexpected "}" in/.test(detail)) return 'an action ends with two braces: }}'
  if (/^unterminated (quoted|raw quoted) string/.test(detail))
    return 'the text has no second quote before the end of its line'
  if (/^missing value for |^empty command/.test(detail))
    return 'something must stand between the keyword or bar and }}'
  return undefined
}
