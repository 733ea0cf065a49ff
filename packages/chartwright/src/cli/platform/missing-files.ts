import fs from 'node:fs'
import path from 'node:path'
import { nearPath } from '../../chart/near-path.ts'
import type { Diagnostic } from '../../diagnostics/index.ts'
import { nodeFileSystem } from '../../io/node.ts'
import { placeOf, type ReadFile } from './import-problem.ts'

/** There is no platform: told without a place, for there is no line to show. */
export function platformMissing(file: string): Diagnostic {
  const near = nearPath(nodeFileSystem, path.dirname(file))
  const below = path.join(path.dirname(file), 'platforms')
  const names = fs.existsSync(below) ? fs.readdirSync(below) : []
  const first = names.find((name) => fs.existsSync(path.join(below, name, 'chart.ts')))
  return {
    code: 'platform-missing',
    severity: 'error',
    message: `there is no file ${file}`,
    hint: first
      ? `name a platform: chartwright build ${path.join(below, first)}`
      : near
        ? `did you mean ${near}?`
        : 'name the folder that holds chart.ts; "chartwright init" writes a first one',
  }
}

/** A file that another one imports is not there. */
export function importMissing(file: string, specifier: string, from: ReadFile): Diagnostic {
  const near = nearPath(nodeFileSystem, file)
  return {
    code: 'import-unknown',
    severity: 'error',
    message: `there is no file ${shown(file)}`,
    span: placeOf(from, new RegExp(`["']${specifier.replaceAll(/[.$]/g, '\\$&')}["']`)),
    ...(near && { hint: `did you mean ${shown(near)}?` }),
  }
}

/** A path as a person would write it here. */
export function shown(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file))
  return relative.startsWith('..') ? path.resolve(file) : relative.split(path.sep).join('/')
}
