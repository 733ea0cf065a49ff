import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import * as author from '../../author/index.ts'
import type { App } from '../../author/index.ts'
import { DiagnosticError, failed, succeeded, type Diagnostic, type Result } from '../../diagnostics/index.ts'
import { authorColumn, findImports, rewriteTests, type Insertion } from './rewrite-tests.ts'
import { stripTypes } from './strip-types.ts'

// The platform's `chartwright` has to be this very module: its expressions are known by identity. A shim
// hands it over, so that a copy elsewhere (a global command, a local package) cannot come between.
const authorKey = Symbol.for('chartwright.author')
const check = '__chartwrightTest'

interface LoadedModule {
  url: string
}

/**
 * Loads a platform's file and the TypeScript files it imports, and gives the description it exports.
 *
 * Types are stripped, not checked. Reports `platform-missing`, `platform-syntax`, `platform-threw`,
 * `platform-export`, and whatever the description itself reports.
 *
 * @param file the path of chart.ts
 */
export async function loadPlatform(file: string): Promise<Result<App>> {
  ;(globalThis as Record<symbol, unknown>)[authorKey] = author
  const folder = cacheFolder(file)
  const loaded = await loadModule(path.resolve(file), folder, new Map())
  if (!loaded.ok) return loaded
  try {
    const module = (await import(loaded.value.url)) as { default?: unknown }
    const app = module.default as App | undefined
    if (typeof app === 'object' && app !== null && app.app === 1) return succeeded(app)
    return failed([
      problem('platform-export', shown(file), 'the file does not export a description', {
        hint: 'end it with: export default chart({ … }, v, ($) => [ … ])',
      }),
    ])
  } catch (error) {
    if (error instanceof DiagnosticError) return failed(error.diagnostics)
    return failed([thrown(file, error)])
  }
}

async function loadModule(
  file: string,
  folder: string,
  seen: Map<string, string>,
): Promise<Result<LoadedModule>> {
  const name = shown(file)
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch {
    return failed([problem('platform-missing', name, `there is no file ${name}`)])
  }
  const stripped = await stripTypes(name, text)
  if (!stripped.ok) return stripped
  const copy = path.join(
    folder,
    `${createHash('sha256').update(file).digest('hex').slice(0, 12)}-${path.basename(file).replace(/\.m?[jt]s$/, '')}`,
  )
  seen.set(file, `${copy}.mjs`)
  const modules = new Map<string, string>([['chartwright', shim(folder)]])
  for (const { specifier } of findImports(stripped.value)) {
    if (modules.has(specifier)) continue
    if (!specifier.startsWith('.')) {
      const found = resolvePackage(specifier, file)
      if (found) modules.set(specifier, found)
      continue
    }
    const target = resolveFile(path.resolve(path.dirname(file), specifier))
    const known = seen.get(target)
    const inner = known
      ? succeeded({ url: pathToFileURL(known).href })
      : await loadModule(target, folder, seen)
    if (!inner.ok) return inner
    modules.set(specifier, inner.value.url)
  }
  const head = `import{testPosition as ${check}}from${JSON.stringify(shim(folder))};`
  const { code, insertions } = rewriteTests(stripped.value, check, head, modules)
  return succeeded({ url: writeCopy(copy, code, name, insertions) })
}

/** A module is loaded once for each content: the URL carries the content's hash. */
function writeCopy(copy: string, code: string, name: string, insertions: readonly Insertion[]): string {
  fs.writeFileSync(`${copy}.mjs`, code)
  const url = `${pathToFileURL(`${copy}.mjs`).href}?${createHash('sha256').update(code).digest('hex').slice(0, 12)}`
  author.registerLoadedFile(url, {
    file: name,
    column: (line, column) => authorColumn(insertions, line, column),
  })
  return url
}

/** A module that hands over this very library under the names that a platform imports. */
function shim(folder: string): string {
  const file = path.join(folder, 'chartwright.mjs')
  const names = Object.keys(author).join(', ')
  const text = `export const { ${names} } = globalThis[Symbol.for('chartwright.author')]\n`
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text)
  return pathToFileURL(file).href
}

/** Copies stand below the project's node_modules, or in the system's folder for temporary files. */
function cacheFolder(file: string): string {
  let folder = path.dirname(path.resolve(file))
  while (folder !== path.dirname(folder) && !fs.existsSync(path.join(folder, 'node_modules')))
    folder = path.dirname(folder)
  const modules = path.join(folder, 'node_modules')
  const inProject = path.join(modules, '.cache', 'chartwright', 'platforms')
  try {
    if (!fs.existsSync(modules)) throw new Error('no node_modules')
    fs.mkdirSync(inProject, { recursive: true })
    return inProject
  } catch {
    return fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-'))
  }
}

function resolveFile(file: string): string {
  const candidates = [file, `${file}.ts`, file.replace(/\.js$/, '.ts'), path.join(file, 'index.ts')]
  return candidates.find((one) => fs.statSync(one, { throwIfNoEntry: false })?.isFile()) ?? file
}

function resolvePackage(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('node:')) return undefined
  try {
    const found = createRequire(from).resolve(specifier)
    return path.isAbsolute(found) ? pathToFileURL(found).href : undefined
  } catch {
    return undefined
  }
}

function thrown(file: string, error: unknown): Diagnostic {
  const message = error instanceof Error ? error.message : String(error)
  const site = error instanceof Error ? author.siteOfError(error) : undefined
  return problem('platform-threw', shown(file), `the description threw: ${message.split('\n')[0]}`, {
    ...(site && { span: site }),
    hint: 'this is the error of the code at this line; the stack is shown with CHARTWRIGHT_DEBUG=1',
  })
}

function problem(
  code: Diagnostic['code'],
  file: string,
  message: string,
  more: Partial<Diagnostic> = {},
): Diagnostic {
  return { code, severity: 'error', message, span: { file, line: 1, column: 1 }, ...more }
}

/** A path as a person would write it here. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file))
  return relative.startsWith('..') ? path.resolve(file) : relative.split(path.sep).join('/')
}
