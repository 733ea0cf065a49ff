import { HelmError, refusal, type HelmVersion } from '../chart/index.ts'
import type { Host } from '../io/index.ts'
import { TemplateSyntaxError } from '../template/index.ts'
import { ExecutionError } from './execute/error.ts'
import { execute } from './execute/frame.ts'
import { define, GoError } from './functions/definition.ts'
import { contextualFunctions, pureFunctions } from './functions/registry.ts'
import { newBudget } from './limits.ts'
import { parseFile } from './template-set.ts'

/**
 * `--name-template`: a release's name made by a template, with sprig's functions and no values. Throws HelmError.
 *
 * @example renderNameTemplate('web-{{ lower "X" }}', { version, host }) // 'web-x'
 */
export function renderNameTemplate(
  text: string,
  { version, host }: { version: HelmVersion; host: Host },
): string {
  const functions = { ...contextualFunctions({ host, helm: version }), fail }
  const isFunction = { has: (name: string) => pureFunctions().has(name) || name in functions }
  try {
    const template = parseFile('name-template', text, isFunction, pureFunctions(), {
      uncountedComments: version.uncountedComments,
    }).at(-1)!
    const render = { helm: version, host, templates: new Map(), functions, budget: newBudget() }
    // Go gives it nil, of which every field is nothing.
    return execute(template, render, undefined)
  } catch (error) {
    if (error instanceof TemplateSyntaxError || error instanceof ExecutionError) throw refused(error)
    throw error
  }
}

/** sprig's own, without the marks that Helm puts around a chart's. */
const fail = define(['string'], 'string', (message: string) => {
  throw new GoError(message)
})

function refused(error: Error): HelmError {
  return refusal('flag-invalid', error.message, {
    message: `--name-template gives no name: ${error.message}`,
    hint: 'it takes text and sprig functions, such as "web-{{ randAlphaNum 5 | lower }}"',
  })
}
