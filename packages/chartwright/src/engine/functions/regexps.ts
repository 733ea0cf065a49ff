import { GoError } from '../../go/error.ts'
import { compileRegexp, mustCompileRegexp, quoteMeta, type Regexp } from '../../go/regexp/regexp.ts'
import { nilSlice, sliceOf, type GoValue } from '../../go/values.ts'
import { define, type FunctionFamily } from './definition.ts'

const texts = (found: string[] | undefined): GoValue =>
  found ? sliceOf('string', found) : nilSlice('string')

type Compile = (pattern: string) => Regexp

const findAll = (compile: Compile) =>
  define(['string', 'string', 'int'], '[]string', (pattern: string, text: string, count: number) =>
    texts(compile(pattern).findAll(text, count)),
  )
const find = (compile: Compile) =>
  define(['string', 'string'], 'string', (pattern: string, text: string) => compile(pattern).find(text))
const replaceAll = (compile: Compile) =>
  define(['string', 'string', 'string'], 'string', (pattern: string, text: string, template: string) =>
    compile(pattern).replaceAll(text, template),
  )
const replaceLiteral = (compile: Compile) =>
  define(['string', 'string', 'string'], 'string', (pattern: string, text: string, replacement: string) =>
    compile(pattern).replaceLiteral(text, replacement),
  )
const split = (compile: Compile) =>
  define(['string', 'string', 'int'], '[]string', (pattern: string, text: string, count: number) =>
    texts(compile(pattern).split(text, count)),
  )

/** Regular expressions with RE2's syntax, in linear time. The `must` twins differ in the error's wording only. */
export const regexps: FunctionFamily = {
  name: 'regexps',
  pure: {
    regexMatch: define(['string', 'string'], 'bool', matches),
    mustRegexMatch: define(['string', 'string'], 'bool', (pattern: string, text: string) =>
      compileRegexp(pattern).test(text),
    ),
    regexFindAll: findAll(mustCompileRegexp),
    mustRegexFindAll: findAll(compileRegexp),
    regexFind: find(mustCompileRegexp),
    mustRegexFind: find(compileRegexp),
    regexReplaceAll: replaceAll(mustCompileRegexp),
    mustRegexReplaceAll: replaceAll(compileRegexp),
    regexReplaceAllLiteral: replaceLiteral(mustCompileRegexp),
    mustRegexReplaceAllLiteral: replaceLiteral(compileRegexp),
    regexSplit: split(mustCompileRegexp),
    mustRegexSplit: split(compileRegexp),
    regexQuoteMeta: define(['string'], 'string', quoteMeta),
  },
}

/** A pattern that does not compile matches nothing. */
function matches(pattern: string, text: string): boolean {
  try {
    return compileRegexp(pattern).test(text)
  } catch (error) {
    if (error instanceof GoError) return false
    throw error
  }
}
