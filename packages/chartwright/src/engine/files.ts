import type { ChartFile } from '../chart/index.ts'
import { base64EncodeBytes } from '../go/base64.ts'
import { GoError } from '../go/error.ts'
import { compareStrings } from '../go/sort.ts'
import {
  GoInt,
  GoStruct,
  mapOf,
  newMap,
  newTypedMap,
  sliceOf,
  type GoMap,
  type GoValue,
  method,
} from '../go/values.ts'
import { toYaml } from '../yaml/index.ts'
import { globToRegExp } from './glob.ts'

/**
 * `.Files`: the files of a chart that are neither templates nor Helm's own. Contents are read when a template
 * asks for them.
 */
export function filesObject(files: readonly ChartFile[], linesOfEmptyFile: boolean): GoStruct {
  const byName = new Map(files.map((file) => [file.name, file]))
  const text = (name: GoValue) => byName.get(String(name))?.text ?? ''
  const sorted = [...byName.values()].sort((a, b) => compareStrings(a.name, b.name))
  return new GoStruct('engine.files', lazyFields(sorted), {
    Get: method(['string'], (name) => text(name)),
    GetBytes: method(['string'], (name) => bytesSlice(byName.get(String(name))?.bytes ?? new Uint8Array())),
    Glob: method(['string'], (pattern) => {
      // What is no pattern takes all, as Helm's files.go has it.
      const matches = globToRegExp(String(pattern)) ?? /^/
      return filesObject(
        sorted.filter((file) => matches.test(file.name)),
        linesOfEmptyFile,
      )
    }),
    Lines: method(['string'], (name) => {
      const file = byName.get(String(name))
      if (!file) return sliceOf('string', [])
      if (file.bytes.length === 0) {
        if (linesOfEmptyFile) return sliceOf('string', [])
        throw new GoError('runtime error: index out of range [-1]')
      }
      const lines = file.text.split('\n')
      if (lines.at(-1) === '') lines.pop()
      return sliceOf('string', lines)
    }),
    AsConfig: () => asYaml(sorted, (file) => file.text),
    AsSecrets: () => asYaml(sorted, (file) => base64EncodeBytes(file.bytes)),
  })
}

function asYaml(files: readonly ChartFile[], content: (file: ChartFile) => string): string {
  const map = newTypedMap('map[string]string')
  for (const file of files) map[file.name.slice(file.name.lastIndexOf('/') + 1)] = content(file)
  return toYaml(map).replace(/\n$/, '')
}

function lazyFields(files: readonly ChartFile[]): GoMap {
  const fields = newMap()
  for (const file of files)
    Object.defineProperty(fields, file.name, { enumerable: true, get: () => bytesSlice(file.bytes) })
  return files.length > 0 ? fields : mapOf([])
}

function bytesSlice(bytes: Uint8Array): GoValue {
  return sliceOf(
    'uint8',
    Array.from(bytes, (byte) => new GoInt('uint8', byte)),
  )
}
