import { define, type FunctionFamily } from './definition.ts'

const base = define(['string'], 'string', baseOf)
const clean = define(['string'], 'string', cleaned)
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
  return cleaned(path.slice(0, path.lastIndexOf('/') + 1))
}

/** path.Clean. */
function cleaned(path: string): string {
  const rooted = path.startsWith('/')
  const kept: string[] = []
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') kept.push(name)
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (!rooted) kept.push('..')
  }
  return (rooted ? '/' : '') + kept.join('/') || '.'
}
