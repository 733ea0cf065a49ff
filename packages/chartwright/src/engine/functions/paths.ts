import { cleanPath } from '../../go/clean-path.ts'
import { define, type FunctionFamily } from './definition.ts'

const base = define(['string'], 'string', baseOf)
const clean = define(['string'], 'string', cleanPath)
const dir = define(['string'], 'string', dirOf)
const ext = define(['string'], 'string', (path: string) => {
  const dot = path.lastIndexOf('.')
  return dot > path.lastIndexOf('/') ? path.slice(dot) : ''
})
const isAbs = define(['string'], 'bool', (path: string) => path.startsWith('/'))

/** Paths with `/`. The `os` twins follow the machine's own rules in Go; here, as on Linux, they are the same. */
export const paths: FunctionFamily = {
  name: 'paths',
  pure: {
    base,
    clean,
    dir,
    ext,
    isAbs,
    osBase: base,
    osClean: clean,
    osDir: dir,
    osExt: ext,
    osIsAbs: isAbs,
  },
}

function baseOf(path: string): string {
  if (path === '') return '.'
  const trimmed = path.replace(/\/+$/, '')
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

function dirOf(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1))
}
