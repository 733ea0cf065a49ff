import crypto from 'node:crypto'
import fs from 'node:fs'
import nodeModule from 'node:module'
import os from 'node:os'
import path from 'node:path'
import nodeUrl from 'node:url'
import * as author from '../../author/index.ts'
import type { App } from '../../author/index.ts'
import { DiagnosticError, failed, succeeded, type Diagnostic, type Result } from '../../diagnostics/index.ts'
import { importProblem, type ReadFile } from './import-problem.ts'
import { importModule } from './import-module.ts'
import { keepKnown, readKnown, shortHash } from './known-module.ts'
import { importMissing, platformMissing, shown } from './missing-files.ts'
import { authorColumn, check, place, writeModule, type ParsedModule } from './write-module.ts'

// The platform's `chartwright` has to be this very module: its expressions are known by identity. A shim
// hands it over, so that a copy elsewhere (a global command, a local package) cannot come between.
const authorKey = Symbol.for('chartwright.author')

/**
 * Loads a platform's file and the TypeScript files it imports, and gives the description it exports.
 *
 * Types are stripped, not checked. Reports `platform-missing`, `platform-syntax`, `platform-threw`,
 * `platform-export`, and whatever the description itself reports.
 *
 * @param file the path of chart.ts
 * @param willRead is told each file before it is read, the one that is missing too
 */
export async function loadPlatform(file: string, willRead?: (file: string) => void): Promise<Result<App>> {
  ;(globalThis as Record<symbol, unknown>)[authorKey] = author
  const folder = cacheFolder(file)
  const entry = path.resolve(file)
  const modules = await readModules(entry, folder, willRead)
  if (!modules.ok) return modules
  try {
    const module = (await importModule(writeCopies(modules.value, entry, folder))) as { default?: unknown }
    const app = module.default as App | undefined
    if (typeof app === 'object' && app !== null && app.app === 1) return succeeded(app)
    return failed([
      problem('platform-export', shown(file), 'the file does not export a description', {
        hint: 'end it with: export default chart({ … }, v, ($) => [ … ])',
      }),
    ])
  } catch (error) {
    if (error instanceof DiagnosticError) return failed(error.diagnostics)
    return failed([thrown(file, error, modules.value, folder)])
  }
}

/** A file of the platform, stripped and parsed. */
interface Module {
  file: string
  text: string
  parsed: ParsedModule
}

// Files seldom change between two builds of a process; parsing them is most of a warm build.
const parsedFiles = new Map<string, Module>()

/** The file and every file that it imports. */
async function readModules(
  entry: string,
  folder: string,
  willRead?: (file: string) => void,
): Promise<Result<Map<string, Module>>> {
  const modules = new Map<string, Module>()
  const waiting = [entry]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (modules.has(file)) continue
    willRead?.(file)
    const module = await readModule(file, folder)
    if (!module.ok) return module
    modules.set(file, module.value)
    for (const { specifier } of module.value.parsed.imports) {
      if (!specifier.startsWith('.')) continue
      const imported = resolveFile(path.resolve(path.dirname(file), specifier))
      if (!fs.existsSync(imported)) {
        willRead?.(imported)
        return failed([importMissing(imported, specifier, { shown: shown(file), text: module.value.text })])
      }
      waiting.push(imported)
    }
  }
  return succeeded(modules)
}

async function readModule(file: string, folder: string): Promise<Result<Module>> {
  const name = shown(file)
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch {
    return failed([platformMissing(name)])
  }
  const known = parsedFiles.get(file)
  if (known?.text === text) return succeeded(known)
  let parsed = readKnown(folder, file, text)
  if (!parsed) {
    const { stripTypes } = await import('./strip-types.ts')
    const stripped = await stripTypes(name, text)
    if (!stripped.ok) return stripped
    const { parseModule } = await import('./rewrite-tests.ts')
    parsed = parseModule(stripped.value)
    keepKnown(folder, file, text, parsed)
  }
  const module = { file, text, parsed }
  parsedFiles.set(file, module)
  return succeeded(module)
}

/**
 * Writes the copies that Node imports and gives the entry's URL. All URLs of a platform carry the hash of all
 * its files: a change of one loads all anew, and files that import each other meet the same module.
 */
function writeCopies(modules: ReadonlyMap<string, Module>, entry: string, folder: string): string {
  const hash = crypto.createHash('sha256')
  for (const { file, text } of modules.values()) hash.update(`${file}\0${text}\0`)
  const generation = hash.digest('hex').slice(0, 12)
  const library = shim(folder)
  const urlOf = (file: string) => `${nodeUrl.pathToFileURL(copyOf(file, folder)).href}?${generation}`
  for (const { file, parsed } of modules.values()) {
    const replacements = new Map([['chartwright', library]])
    for (const { specifier } of parsed.imports) {
      const found = specifier.startsWith('.')
        ? urlOf(resolveFile(path.resolve(path.dirname(file), specifier)))
        : resolvePackage(specifier, file)
      if (found !== undefined && specifier !== 'chartwright') replacements.set(specifier, found)
    }
    const head = `import{testPosition as ${check},placeProperties as ${place}}from${JSON.stringify(library)};`
    const { code, insertions } = writeModule(parsed, head, replacements)
    const copy = copyOf(file, folder)
    if (!fs.existsSync(copy) || fs.readFileSync(copy, 'utf8') !== code) fs.writeFileSync(copy, code)
    author.registerLoadedFile(urlOf(file), {
      file: shown(file),
      column: (line, column) => authorColumn(insertions, line, column),
    })
  }
  return urlOf(entry)
}

function copyOf(file: string, folder: string): string {
  return path.join(folder, `${shortHash(file)}-${path.basename(file).replace(/\.m?[jt]s$/, '')}.mjs`)
}

/** A module that hands over this very library under the names that a platform imports. */
function shim(folder: string): string {
  const file = path.join(folder, 'chartwright.mjs')
  const names = Object.keys(author).join(', ')
  const text = `export const { ${names} } = globalThis[Symbol.for('chartwright.author')]\n`
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text)
  return nodeUrl.pathToFileURL(file).href
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
    // Node tells places by the file that a link leads to.
    return fs.realpathSync(inProject)
  } catch {
    return temporaryFolder()
  }
}

let temporary: string | undefined

/** For platforms outside a project. Gone when the process ends. */
function temporaryFolder(): string {
  if (temporary === undefined) {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-')))
    process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
    temporary = folder
  }
  return temporary
}

function resolveFile(file: string): string {
  const candidates = [file, `${file}.ts`, file.replace(/\.js$/, '.ts'), path.join(file, 'index.ts')]
  return candidates.find((one) => fs.statSync(one, { throwIfNoEntry: false })?.isFile()) ?? file
}

function resolvePackage(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('node:')) return undefined
  try {
    const found = nodeModule.createRequire(from).resolve(specifier)
    return path.isAbsolute(found) ? nodeUrl.pathToFileURL(found).href : undefined
  } catch {
    return undefined
  }
}

function thrown(
  file: string,
  error: unknown,
  modules: ReadonlyMap<string, Module>,
  folder: string,
): Diagnostic {
  if (error instanceof Error) {
    const fileOf = (url: string) => readFileOf(url, modules, folder)
    const ofShim = (url: string) => (url === shim(folder) ? Object.keys(author) : undefined)
    const told = importProblem(error, fileOf, ofShim)
    if (told) return told
  }
  const message = error instanceof Error ? error.message : String(error)
  const [site, ...callers] = error instanceof Error ? author.sitesOfError(error) : []
  return problem('platform-threw', shown(file), `the description threw: ${message.split('\n')[0]}`, {
    ...(site && { span: site }),
    ...(callers.length > 0 && { notes: callers.map((span) => ({ message: 'called here', span })) }),
  })
}

/** The platform's file whose copy Node loaded from a URL or a path. */
function readFileOf(url: string, modules: ReadonlyMap<string, Module>, folder: string): ReadFile | undefined {
  const copy = url.startsWith('file:') ? nodeUrl.fileURLToPath(url.replace(/\?.*$/, '')) : url
  const found = [...modules.values()].find(({ file }) => copyOf(file, folder) === copy)
  return found && { shown: shown(found.file), text: fs.readFileSync(found.file, 'utf8') }
}

function problem(
  code: Diagnostic['code'],
  file: string,
  message: string,
  more: Partial<Diagnostic> = {},
): Diagnostic {
  return { code, severity: 'error', message, span: { file, line: 1, column: 1 }, ...more }
}
