import type { HelmVersion } from '../chart/index.ts'
import { newMap } from '../go/values.ts'
import type { Host } from '../io/index.ts'
import { execute } from './execute/frame.ts'
import { contextualFunctions, pureFunctions } from './functions/registry.ts'
import { parseFile } from './template-set.ts'

/**
 * `--name-template`: a release's name made by a template, with sprig's functions and no values.
 *
 * @example renderNameTemplate('web-{{ lower "X" }}', { version, host }) // 'web-x'
 */
export function renderNameTemplate(
  text: string,
  { version, host }: { version: HelmVersion; host: Host },
): string {
  const functions = contextualFunctions({ host, helm: version })
  const isFunction = { has: (name: string) => pureFunctions().has(name) || name in functions }
  const template = parseFile('name-template', text, isFunction, pureFunctions()).at(-1)!
  const render = { helm: version, host, templates: new Map(), functions, depth: 0 }
  return execute(template, render, newMap())
}
