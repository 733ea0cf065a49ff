import { isList, isScalar, type Field, type Json } from '../../author/index.ts'
import { yamlScalar } from './scalar.ts'

/** values.yaml: every value with its default, and above it what it is for. */
export function emitValues(fields: Record<string, Field>, title: string): string {
  const lines = [`# ${title}`, ...fieldLines(fields, '')]
  return `${lines.join('\n')}\n`
}

function fieldLines(fields: Record<string, Field>, indent: string): string[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const comment = commentLines(field, indent)
    const space = indent === '' ? [''] : []
    if (field.type.t === 'group') {
      const { fields: inner } = field.type
      // With nothing but comments below it the key would be null.
      const empty = Object.values(inner).every(isLeftOut) ? ' {}' : ''
      return [...space, ...comment, `${indent}${key}:${empty}`, ...fieldLines(inner, `${indent}  `)]
    }
    if (field.byProfile) return [...space, ...comment, ...profiledLines(key, field, indent)]
    return [...space, ...comment, ...jsonLines(key, field.default, indent)]
  })
}

function isLeftOut({ type, byProfile }: Field): boolean {
  return byProfile !== undefined && (isScalar(type) || isList(type))
}

/** A value whose default depends on the profile is not there, or an empty map, until the operator sets it. */
function profiledLines(key: string, { type, byProfile, default: value }: Field, indent: string): string[] {
  if (isList(type))
    return [
      `${indent}# Left out: as the profile says; the README has a table.`,
      ...jsonLines(key, value, `${indent}# `),
    ]
  if (!isScalar(type))
    return [`${indent}# Empty: as the profile says; the README has a table.`, `${indent}${key}: {}`]
  const words = Object.entries(byProfile!.defaults).map(([word, one]) => `${JSON.stringify(one)} in ${word}`)
  return [
    `${indent}# By profile: ${words.join(', ')}.`,
    `${indent}# ${key}: ${defaultScalar(value as string)}`,
  ]
}

function commentLines({ doc, type }: Field, indent: string): string[] {
  const lines = doc ? wrap(doc, 96 - indent.length) : []
  if (type.t === 'map' && type.of.t === 'group') {
    lines.push('Each entry takes:')
    for (const [key, field] of Object.entries(type.of.fields)) {
      const [first, ...rest] = wrap(field.doc ?? '', 70 - indent.length)
      lines.push(`  ${`${key}:`.padEnd(27)} ${first}`, ...rest.map((line) => `${' '.repeat(30)}${line}`))
    }
  }
  return lines.map((line) => `${indent}# ${line}`.trimEnd())
}

/** `key: value` of a default, as YAML in blocks. */
export function jsonLines(key: string, value: Json, indent: string): string[] {
  const name = yamlScalar(key)
  if (typeof value !== 'object' || value === null) return [`${indent}${name}: ${defaultScalar(value)}`]
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${indent}${name}: []`]
    return [`${indent}${name}:`, ...value.flatMap((item) => itemLines(item, `${indent}  `))]
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return [`${indent}${name}: {}`]
  return [`${indent}${name}:`, ...entries.flatMap(([inner, item]) => jsonLines(inner, item, `${indent}  `))]
}

function itemLines(item: Json, indent: string): string[] {
  if (typeof item !== 'object' || item === null) return [`${indent}- ${defaultScalar(item)}`]
  const entries = Array.isArray(item)
    ? item.flatMap((one) => itemLines(one, ''))
    : Object.entries(item).flatMap(([key, one]) => jsonLines(key, one, ''))
  if (entries.length === 0) return [`${indent}- ${Array.isArray(item) ? '[]' : '{}'}`]
  return entries.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}`)
}

/** Text in values files is quoted where a reader might wonder: when empty, or made of digits. */
function defaultScalar(value: string | number | boolean | null): string {
  return value === '' ? '""' : yamlScalar(value)
}

/** Breaks text at spaces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines
}
