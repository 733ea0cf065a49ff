import { stringOf } from '../../go/bytes.ts'
import type { HelmVersion, Metadata } from '../../chart/index.ts'
import { decodeMetadata, emptyMetadata } from '../../chart/load/metadata.ts'
import { readYamlForStruct } from '../../chart/read-yaml.ts'
import { quote } from '../../go/quote.ts'
import { compareVersions, parseVersion, versionText } from '../../go/semver.ts'
import { GoError, GoInt, isMap, type GoValue } from '../../go/index.ts'
import type { FileSystem } from '../../io/index.ts'
import { YamlError, parseYaml } from '../../yaml/index.ts'
import { isEmail, isRequestUrl, isUrl } from './is-url.ts'
import type { LintReport } from './message.ts'
import { yamlProblem } from './yaml-problem.ts'

const file = 'Chart.yaml'

/** Helm's rules about Chart.yaml, in its order and words (lint/rules/chartfile.go). */
export function lintChartFile(
  report: LintReport,
  files: FileSystem,
  folder: string,
  version: HelmVersion,
): void {
  const path = `${folder}/${file}`
  const isFolder = files.stat(path)?.kind === 'directory'
  report.check('ERROR', file, isFolder ? 'should be a file, not a directory' : undefined)
  const read = readMetadata(files, path, version)
  if (typeof read === 'string') {
    report.check('ERROR', file, `unable to parse YAML\n\t${read}`)
    return
  }
  const { metadata, exact, raw } = read
  if (version.line === 4) report.check('WARNING', file, strictProblem(files, path, exact))
  report.check('ERROR', file, nameProblem(metadata))
  report.check('ERROR', file, apiVersionProblem(metadata))
  report.check('ERROR', file, notAString(raw, 'version'))
  report.check('ERROR', file, versionProblem(metadata, version))
  report.check('ERROR', file, notAString(raw, 'appVersion'))
  report.check('ERROR', file, maintainerProblem(metadata))
  const badSource = metadata.sources?.find((source) => source === '' || !isRequestUrl(source))
  report.check('ERROR', file, badSource === undefined ? undefined : `invalid source URL '${badSource}'`)
  report.check('INFO', file, metadata.icon === '' ? 'icon is recommended' : undefined)
  const badIcon = metadata.icon !== '' && !isRequestUrl(metadata.icon)
  report.check('ERROR', file, badIcon ? `invalid icon URL '${metadata.icon}'` : undefined)
  report.check('ERROR', file, onlyInV2(metadata))
  report.check('ERROR', file, dependenciesOnlyInV2(metadata))
  if (version.line === 4) {
    const strict = isStrictSemver(metadata.version)
    report.check(
      'WARNING',
      file,
      strict ? undefined : `version '${metadata.version}' is not a valid SemVerV2`,
    )
  }
}

function readMetadata(
  files: FileSystem,
  path: string,
  version: HelmVersion,
): string | { metadata: Metadata; exact: GoValue; raw: GoValue } {
  try {
    const text = stringOf(files.readFile(path))
    const metadata = emptyMetadata(version)
    const exact = readYamlForStruct(text)
    decodeMetadata(exact, metadata, version)
    return { metadata, exact, raw: plainValue(text) }
  } catch (error) {
    return yamlProblem(error as Error)
  }
}

/** What types are looked at in: nothing where an infinity or NaN became a string, which a map does not hold. */
function plainValue(text: string): GoValue {
  try {
    return parseYaml(text).value
  } catch (error) {
    if (error instanceof YamlError) return null
    throw error
  }
}

const known: Record<string, readonly string[]> = {
  '': 'name home sources version description keywords maintainers icon apiVersion condition tags appVersion deprecated annotations kubeVersion dependencies type'.split(
    ' ',
  ),
  maintainers: ['name', 'email', 'url'],
  dependencies: 'name version repository condition tags enabled import-values alias'.split(' '),
}

/** A key given twice, or one that no field of Helm's struct has, as sigs.k8s.io/yaml's UnmarshalStrict says it. */
function strictProblem(files: FileSystem, path: string, raw: GoValue): string | undefined {
  const prefix = 'failed to strictly parse chart metadata file\n\t'
  try {
    parseYaml(stringOf(files.readFile(path)), { strict: true, exactNumbers: true })
  } catch (error) {
    return prefix + (error as Error).message
  }
  const unknown = unknownField(raw, '') ?? unknownIn(raw, 'dependencies') ?? unknownIn(raw, 'maintainers')
  return (
    unknown && `${prefix}error unmarshaling JSON: while decoding JSON: json: unknown field ${quote(unknown)}`
  )
}

function unknownField(value: GoValue, kind: string): string | undefined {
  if (!isMap(value)) return undefined
  const folded = known[kind].map((name) => name.toLowerCase())
  return Object.keys(value)
    .sort()
    .find((key) => !folded.includes(key.toLowerCase()))
}

function unknownIn(raw: GoValue, kind: 'dependencies' | 'maintainers'): string | undefined {
  const list = isMap(raw) ? raw[kind] : undefined
  if (!Array.isArray(list)) return undefined
  return list.map((entry) => unknownField(entry, kind)).find((name) => name !== undefined)
}

function nameProblem({ name }: Metadata): string | undefined {
  if (name === '') return 'name is required'
  const base = name.replace(/\/+$/, '').split('/').at(-1) || '/'
  return base === name ? undefined : `chart name ${quote(name)} is invalid`
}

function apiVersionProblem({ apiVersion }: Metadata): string | undefined {
  if (apiVersion === '') return 'apiVersion is required. The value must be either "v1" or "v2"'
  if (apiVersion === 'v1' || apiVersion === 'v2') return undefined
  return `apiVersion '${apiVersion}' is not valid. The value must be either "v1" or "v2"`
}

/** `version: 1.10` is a number to YAML, and Helm reads 1.1. */
function notAString(raw: GoValue, key: string): string | undefined {
  if (!isMap(raw) || !Object.hasOwn(raw, key)) return undefined
  const value = raw[key]
  return typeof value === 'string'
    ? undefined
    : `${key} should be of type string but it's of type ${goType(value)}`
}

function goType(value: GoValue): string {
  if (value === null) return '<nil>'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return 'float64'
  if (value instanceof GoInt) return value.kind
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}'
}

function versionProblem({ version }: Metadata, helm: HelmVersion): string | undefined {
  if (version === '') return 'version is required'
  let parsed
  try {
    parsed = parseVersion(version, helm.semver)
  } catch (error) {
    if (error instanceof GoError) return `version '${version}' is not a valid SemVer`
    throw error
  }
  const least = '0.0.0-0'
  if (compareVersions(parsed, parseVersion(least)) > 0) return undefined
  const shown = (text: string) => (helm.semver === '3.5' ? quote(text) : text)
  return `version ${shown(versionText(parsed))} is less than or equal to ${shown(least)}`
}

function isStrictSemver(text: string): boolean {
  const number = '(0|[1-9]\\d*)'
  const identifier = '(0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)'
  const pattern = `^${number}\\.${number}\\.${number}(-${identifier}(\\.${identifier})*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?$`
  return (
    new RegExp(pattern).test(text) &&
    text
      .split(/[-+]/)[0]
      .split('.')
      .every((digits) => BigInt(digits) < 2n ** 64n)
  )
}

function maintainerProblem({ maintainers }: Metadata): string | undefined {
  for (const maintainer of maintainers ?? []) {
    if (maintainer === null) return 'a maintainer entry is empty'
    const { name, email, url } = maintainer
    if (name === '') return 'each maintainer requires a name'
    if (email !== '' && !isEmail(email)) return `invalid email '${email}' for maintainer '${name}'`
    if (url !== '' && !isUrl(url)) return `invalid url '${url}' for maintainer '${name}'`
  }
  return undefined
}

function onlyInV2({ type, apiVersion }: Metadata): string | undefined {
  if (type === '' || apiVersion === 'v2') return undefined
  return `chart type is not valid in apiVersion '${apiVersion}'. It is valid in apiVersion 'v2'`
}

function dependenciesOnlyInV2({ dependencies, apiVersion }: Metadata): string | undefined {
  if (!dependencies?.length || apiVersion === 'v2') return undefined
  return `dependencies are not valid in the Chart file with apiVersion '${apiVersion}'. They are valid in apiVersion 'v2'`
}
