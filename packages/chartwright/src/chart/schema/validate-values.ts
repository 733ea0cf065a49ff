import { type Diagnostic, type Note, suggest } from '../../diagnostics/index.ts'
import { GoInt, type GoMap, type GoValue, isMap, newMap } from '../../go/index.ts'
import { type Position, type Positions, parseYamlWithPositions } from '../../yaml/index.ts'
import { type Chart } from '../chart.ts'
import type { ChartFile } from '../chart-file.ts'
import { ContentCache } from '../content-cache.ts'
import { HelmError } from '../helm-error.ts'
import { type HelmVersion, resolveHelmVersion } from '../helm-version.ts'
import { type DebugLog, type Log, noLog } from '../log.ts'
import { type Finding, findingsOf, legacyFindings } from './finding.ts'
import { readSchemaJson } from './json.ts'
import { compileLegacy } from './legacy-compile.ts'
import { legacyFailures, legacyLine } from './legacy-validate.ts'
import type { Json } from './node.ts'
import { santhoshSchema, type CompiledSchema } from './santhosh.ts'
import { SchemaError } from './schema-error.ts'

export interface SchemaOptions {
  version?: HelmVersion
  log?: Log
  debug?: DebugLog | undefined
  /** The values files the user gave, the last first: diagnostics point into the one a value comes from. */
  sources?: readonly { file: string; text: string }[]
}

interface Verdict {
  /** What Helm prints below the chart's name. */
  text: string
  findings: Finding[]
}

interface Compiled {
  check: (values: GoMap, version: HelmVersion) => Verdict | undefined
}

/**
 * Holds the merged values of a chart and of its subcharts against their schemas. Throws HelmError with the
 * messages of the library that version of Helm uses, and a diagnostic for each value at its line.
 */
export function validateValues(chart: Chart, values: GoMap, options: SchemaOptions = {}): void {
  const version = options.version ?? resolveHelmVersion()!
  const parts: string[] = []
  const diagnostics: Diagnostic[] = []
  const visit = (at: Chart, own: GoMap, path: string[]) => {
    if (at.schema) {
      options.debug?.('chart name', [['chart-name', at.metadata.name]])
      if (options.debug && isJson(at.schema.text))
        options.debug('unmarshalled JSON schema', [['schema', at.schema.text, 'bytes']])
      const verdict = checkOne(at.schema, own, version, options.log ?? noLog)
      if (verdict) {
        parts.push(`${at.metadata.name}:\n${verdict.text}`)
        const places = new Places(at, path, options.sources ?? [])
        if (verdict.findings.length === 0) diagnostics.push(schemaDiagnostic(at, verdict.text))
        for (const finding of verdict.findings) diagnostics.push(diagnosticOf(finding, at, own, path, places))
      }
    }
    options.debug?.('number of dependencies in the chart', [
      ['chart', at.metadata.name],
      ['dependencies', String(at.dependencies.length)],
    ])
    for (const child of at.dependencies) {
      const { name } = child.metadata
      const below = own[name]
      if (isMap(below)) visit(child, below, [...path, name])
    }
  }
  visit(chart, values, [])
  if (parts.length === 0) return
  const heading = "values don't meet the specifications of the schema(s) in the following chart(s):\n"
  throw new HelmError(heading + parts.join(''), diagnostics)
}

const schemas = new ContentCache<Compiled>()

function checkOne(file: ChartFile, values: GoMap, version: HelmVersion, log: Log): Verdict | undefined {
  const isLegacy = version.schemaLibrary === 'gojsonschema'
  const { text } = file
  // A schema is the same whatever chart it is in; its warnings are told with each chart that is loaded.
  const key = isLegacy ? `legacy ${text.length}` : `${version.line} ${text.length}`
  const known = schemas.get(key, text)
  if (known) return known.check(values, version)
  let hasLogged = false
  const listening: Log = (...message) => {
    hasLogged = true
    log(...message)
  }
  const compiled = isLegacy ? compileOld(text) : compileNew(text, version, listening)
  // A schema is compiled when values are first held against it, and warns then.
  const verdict = compiled.check(values, version)
  if (!hasLogged) schemas.set(key, text, compiled)
  return verdict
}

const ignored = 'unresolved URN reference ignored; using permissive schema'

function compileNew(text: string, { line }: HelmVersion, log: Log): Compiled {
  try {
    const source = santhoshSchema(text, (urn) =>
      log(
        {
          code: 'schema-invalid',
          severity: 'warning',
          message: `${line === 3 ? 'WARNING: ' : ''}${ignored}${line === 3 ? `: ${urn}` : ''}`,
          notes: [{ message: urn }],
        },
        { site: 'schema-urn', level: 'WARN', attributes: [['urn', urn]] },
      ),
    )
    return {
      check: (values, version) => {
        let schema: CompiledSchema
        const options = { isOld: version.oldSanthosh }
        try {
          if (source.isPlainlyMet(values)) return undefined
          schema = source.compile(options)
        } catch (error) {
          return refusing(error).check(values, version)
        }
        const failures = unlessEndless(() =>
          schema.isValid(values, options) ? [] : schema.failures(values, options),
        )
        if (typeof failures === 'string') return { text: failures, findings: [] }
        if (failures.length === 0) return undefined
        return { text: `${schema.text(failures)}\n`, findings: findingsOf(failures) }
      },
    }
  } catch (error) {
    return refusing(error)
  }
}

function compileOld(text: string): Compiled {
  try {
    const schema = compileLegacy(readSchemaJson(text, 'gojsonschema'))
    return {
      check: (values) => {
        const failures = unlessEndless(() => legacyFailures(schema, values))
        if (typeof failures === 'string') return { text: failures, findings: [] }
        if (failures.length === 0) return undefined
        const lines = failures.map((failure) => `- ${legacyLine(failure)}\n`)
        return { text: lines.join(''), findings: legacyFindings(failures) }
      },
    }
  } catch (error) {
    return refusing(error)
  }
}

/** Go dies on a schema that leads back to itself without end, and on values nested too deep; we say so. */
function unlessEndless<T>(work: () => T): T | string {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return 'unable to validate schema: it refers to itself without end'
    throw error
  }
}

/** A schema that cannot be used refuses all values with the same text. */
function refusing(error: unknown): Compiled {
  if (!(error instanceof SchemaError) && !(error instanceof RangeError)) throw error
  const text = error instanceof SchemaError ? error.message : 'unable to validate schema: nests too deep'
  return { check: () => ({ text, findings: [] }) }
}

function schemaDiagnostic(chart: Chart, text: string): Diagnostic {
  return {
    code: 'schema-invalid',
    severity: 'error',
    message: `values.schema.json of ${chart.metadata.name} cannot be used: ${text.split('\n', 1)[0]!}`,
    span: { file: `${chart.origin}/values.schema.json`, ...placeOfMistake(chart.schema!.text) },
    hint: isJson(chart.schema!.text)
      ? 'nothing is fetched: put what a $ref points to under "$defs" in the same file'
      : 'JSON wants double quotes, and no comma after the last entry',
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Where JSON ends to be JSON: the longest beginning that could still become some. */
function placeOfMistake(text: string): { line: number; column: number } {
  const at = isJson(text) ? 0 : offsetOfMistake(text)
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

/** V8 names the offset, or shows what stands there. */
function offsetOfMistake(text: string): number {
  try {
    JSON.parse(text)
  } catch (error) {
    const at = / at position (\d+)/.exec(String(error))?.[1]
    if (at !== undefined) return Number(at)
  }
  return text.trimEnd().length
}

function diagnosticOf(
  finding: Finding,
  chart: Chart,
  values: GoMap,
  prefix: string[],
  places: Places,
): Diagnostic {
  const full = [...prefix, ...finding.path]
  const name = full.length === 0 ? 'the values' : full.join('.')
  const got = valueAt(values, finding.path)
  const isType = finding.code === 'value-type'
  const notes: Note[] = finding.note ? [{ message: finding.note }] : []
  const place = places.of(finding, got)
  if (!place && got !== undefined)
    notes.push({ message: 'no values file has this: a flag such as --set gave it' })
  const hint = hintFor(finding, chart, got, name)
  return {
    code: finding.code,
    severity: 'error',
    message: `${name} ${finding.problem}${isType ? `, and is ${describe(got)}` : ''}`,
    ...(place ? { span: place } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(hint ? { hint } : {}),
  }
}

function hintFor(finding: Finding, chart: Chart, got: GoValue | undefined, name: string): string | undefined {
  if (finding.code === 'value-unknown') {
    const wrong = finding.path.at(-1)!
    const near = suggest(wrong, finding.known ?? [])
    if (near) return `did you mean "${[...finding.path.slice(0, -1), near].join('.')}"?`
    const elsewhere = pathsNamed(chart, wrong).find((path) => path !== finding.path.join('.'))
    return elsewhere ? `did you mean "${elsewhere}"?` : undefined
  }
  if (finding.code === 'value-missing') return `pass --set ${name}=… or write it in a values file`
  if (finding.code === 'value-type') {
    if (typeof got === 'string' && /integer|number|boolean/.test(finding.problem))
      return 'write it without quotes'
    if (typeof got !== 'string' && typeof got !== 'object' && /a string/.test(finding.problem))
      return 'write it in quotes, or use --set-string'
  }
  return undefined
}

/** Where else in the schema a property has nearly this name. */
function pathsNamed(chart: Chart, wrong: string): string[] {
  const paths: string[] = []
  const names = new Set<string>()
  const visit = (json: Json | undefined, path: string[]) => {
    if (typeof json !== 'object' || json === null || Array.isArray(json) || path.length > 12) return
    const { properties } = json
    if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return
    for (const [name, below] of Object.entries(properties)) {
      names.add(name)
      paths.push([...path, name].join('.'))
      visit(below, [...path, name])
    }
  }
  visit(readSchemaJson(chart.schema!.text, 'gojsonschema'), [])
  const near = names.has(wrong) ? wrong : suggest(wrong, names)
  return near === undefined ? [] : paths.filter((path) => path === near || path.endsWith(`.${near}`))
}

function valueAt(values: GoMap, path: readonly string[]): GoValue | undefined {
  let at: GoValue | undefined = values
  for (const step of path) {
    if (isMap(at)) at = Object.hasOwn(at, step) ? at[step] : undefined
    else if (Array.isArray(at)) at = at[Number(step)]
    else return undefined
  }
  return at
}

function describe(value: GoValue | undefined): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') {
    return `the string ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`
  }
  if (typeof value === 'boolean') return `the boolean ${value}`
  if (Array.isArray(value)) return 'a list'
  return isMap(value)
    ? 'a map'
    : `the number ${value instanceof GoInt ? value.toString() : String(value as number)}`
}

/** Maps and lists are taken for the same: only their kind tells here, and a list is no map. */
function isSame(written: GoValue | undefined, got: GoValue | undefined): boolean {
  if (isCollection(written) || isCollection(got))
    return isCollection(written) && isCollection(got) && Array.isArray(written) === Array.isArray(got)
  if (written === got) return true
  // Numbers have several forms here; a text of digits is none of them.
  return (typeof written === 'string') === (typeof got === 'string') && String(written) === String(got)
}

function isCollection(value: GoValue | undefined): boolean {
  return Array.isArray(value) || isMap(value)
}

/** Finds where a value was written: in the user's files, then in the parents' values.yaml, then in its own. */
class Places {
  private readonly files: { file: string; text: string; prefix: string[] }[] = []
  private readonly read = new Map<string, Positions | undefined>()
  private readonly values = new Map<string, GoMap>()

  constructor(chart: Chart, prefix: string[], sources: readonly { file: string; text: string }[]) {
    for (const source of sources) this.files.push({ ...source, prefix })
    const chain: Chart[] = []
    for (let at: Chart | undefined = chart; at; at = at.parent) chain.unshift(at)
    for (const [depth, at] of chain.entries()) {
      if (at.valuesFile)
        this.files.push({
          file: `${at.origin}/values.yaml`,
          text: at.valuesFile.text,
          prefix: prefix.slice(depth),
        })
    }
  }

  of(finding: Finding, got: GoValue | undefined) {
    const isMissing = finding.code === 'value-missing'
    const inner = isMissing ? finding.path.slice(0, -1) : finding.path
    for (const { file, text, prefix } of this.files) {
      const positions = this.positions(file, text)
      const path = [...prefix, ...inner]
      if (!positions || path.length === 0) continue
      const byName = isMissing || finding.code === 'value-unknown'
      const found: Position | undefined = byName ? positions.key(path) : positions.value(path)
      // What a flag has set in its place stands in no file.
      if (found && (byName || isSame(valueAt(this.values.get(file)!, path), got))) return { file, ...found }
    }
    return undefined
  }

  private positions(file: string, text: string): Positions | undefined {
    if (!this.read.has(file)) {
      let positions: Positions | undefined
      try {
        const parsed = parseYamlWithPositions(text)
        positions = parsed.positions
        this.values.set(file, isMap(parsed.value) ? parsed.value : newMap())
      } catch {
        // Several documents, or text that a template made: there is no place to show.
      }
      this.read.set(file, positions)
    }
    return this.read.get(file)
  }
}
