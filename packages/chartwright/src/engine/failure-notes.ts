import { suggest, type Note } from '../diagnostics/index.ts'
import type { Chart } from '../chart/index.ts'
import { isMap, type GoValue } from '../go/values.ts'
import { absentValue } from './absent-value.ts'
import { sceneAt, type Scene } from './failure-scene.ts'
import { inWords, keysOf, pathOf, placesOf } from './value-paths.ts'

export interface Failure {
  reason: string
  /** What Go shows between the angle brackets. */
  context: string
  file: string
  text: string
  pos: number
  values: GoValue
  /** Names that `include` knows. */
  templates: readonly string[]
  /** The whole chart, for what its values files set. */
  root: Chart
}

export interface Account {
  notes?: Note[]
  hint?: string
}

/** What a person needs beside Go's words: which value it was, what it is, and what to write instead. */
export function accountOf(failure: Failure): Account {
  const { reason, context } = failure
  const missing = /^nil pointer evaluating \S+ \{\}\.(\S+)$/.exec(reason)?.[1]
  if (missing !== undefined) return nilAccount(failure, before(context, missing))
  const field = /^can't evaluate field (\S+) in type interface \{\}$/.exec(reason)?.[1]
  if (field !== undefined) return fieldAccount(failure, before(context, field), field)
  const template = /no template "([^"]*)"|template "([^"]*)" not defined/.exec(reason)
  if (template) return templateAccount(failure.templates, template[1] ?? template[2]!)
  if (/index of untyped nil$/.test(reason)) {
    const [operand] = sceneAt(failure.text, failure.pos).operands
    return operand === undefined ? {} : nilAccount(failure, operand)
  }
  return operandsAccount(failure)
}

/** `.Values.image` of `.Values.image.tag`. */
function before(context: string, field: string): string {
  const parts = context.split('.')
  const at = parts.lastIndexOf(field)
  return at > 0 ? parts.slice(0, at).join('.') : context
}

function nilAccount({ file, text, pos, values, root }: Failure, path: string): Account {
  const { dots } = sceneAt(text, pos)
  const keys = keysOf(path, dots)
  const hint = `set it, or guard with {{- with ${path} }} … {{- end }}`
  if (keys && !keys.every((key) => typeof key === 'string')) {
    const found = placesOf(values, keys).find((place) => place.value === null)
    if (found) return { notes: [{ message: `${path} is nil: ${pathOf(found.keys)} is not set` }], hint }
  }
  const whole = keys?.every((key) => typeof key === 'string') ? `.Values.${keys.join('.')}` : path
  const notes = absentValue(whole, file, values, root)
  if (whole !== path && !path.includes('.Values')) notes.unshift({ message: `${path} is ${whole} here` })
  return { notes, hint }
}

/** A field of a text, a number or a list. */
function fieldAccount({ text, pos, values }: Failure, path: string, field: string): Account {
  const keys = keysOf(path, sceneAt(text, pos).dots)
  const found = keys && placesOf(values, keys).find(({ value }) => value !== null && !isMap(value))
  if (!found) return {}
  const where = pathOf(found.keys)
  const shown = where === path ? path : `${path} is ${where} here, and that`
  const notes = [{ message: `${shown} is ${inWords(found.value)}, which has no fields` }]
  if (Array.isArray(found.value))
    return { notes, hint: `take one element: {{ (index ${path} 0).${field} }}, or go over all with range` }
  return { notes, hint: `write it as a map: ${String(found.keys.at(-1))}: {${field}: …}` }
}

function templateAccount(templates: readonly string[], name: string): Account {
  const named = templates.filter((one) => !one.includes('/templates/')).sort()
  const meant = suggest(name, named)
  if (meant !== undefined) return { hint: `did you mean "${meant}"?` }
  const prefix = `${name.split('.')[0]}.`
  const near = named.filter((one) => one.startsWith(prefix))
  const shown = (near.length > 0 ? near : named).slice(0, 8)
  const rest = (near.length > 0 ? near : named).length - shown.length
  const hint = 'a template is made with {{ define "name" }} … {{ end }}, in this chart or one it depends on'
  if (shown.length === 0) return { notes: [{ message: 'no file of the chart defines a template' }], hint }
  return {
    notes: [{ message: `there is ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}` }],
    hint,
  }
}

/** What the values are that a function could not work with. */
function operandsAccount({ reason, text, pos, values }: Failure): Account {
  const scene = sceneAt(text, pos)
  const told = scene.operands.flatMap((path) => {
    const keys = keysOf(path, scene.dots)
    const found = keys && placesOf(values, keys)[0]
    return found ? [{ path, value: found.value, message: `${path} is ${inWords(found.value)}` }] : []
  })
  const hint = hintFor(reason, scene, told[0])
  return {
    ...(told.length > 0 && { notes: told.slice(0, 4).map(({ message }) => ({ message })) }),
    ...(hint !== undefined && { hint }),
  }
}

function hintFor(
  reason: string,
  scene: Scene,
  operand?: { path: string; value: GoValue },
): string | undefined {
  const path = operand?.path ?? '…'
  const few = /^wrong number of args for (include|tpl): want 2 got 1$/.exec(reason)?.[1]
  if (few !== undefined) return `give it the dot too: {{ ${few} … . }}`
  const expected = /^wrong type for value; expected (\S+);/.exec(reason)?.[1]
  if (expected === 'string') return `make a text of it first: ${path} | toString`
  if (expected === 'int' || expected === 'int64') return `make a whole number of it first: int ${path}`
  if (reason.startsWith("range can't iterate")) {
    if (typeof operand?.value === 'number') return `to count: range until (int ${path})`
    if (typeof operand?.value === 'string')
      return `give a list, or split the text: range splitList "," ${path}`
    return undefined
  }
  if (reason.includes('incompatible types for comparison')) {
    return typeof operand?.value === 'number'
      ? `numbers from values are float64, whole numbers in templates int: ${scene.callee} (int ${path}) …`
      : 'compare values of one kind, for instance both through toString'
  }
  if (/index out of range/.test(reason)) return 'the first element has index 0; ask len before'
  return undefined
}
