import type { SemverRelease } from '../go/semver.ts'
import type { UrlHosts } from '../go/url.ts'

/**
 * Helm's versions as a table: each behaviour is one line that names the version which changed it. Code asks
 * for the behaviour, never for a version number. Where a behaviour changed in both lines, both are named.
 * Found by running the versions side by side and in Helm's tagged sources.
 */
export interface HelmVersion {
  /** As `.Capabilities.HelmVersion.Version` prints it, without the `v`. */
  readonly version: string
  readonly line: 3 | 4
  readonly minor: number
  readonly patch: number
  /** The minor of the Kubernetes libraries it was built with: `.Capabilities.KubeVersion` is v1.MINOR.0. */
  readonly kubernetesMinor: number

  // Documents and order
  /** Documents keep the white space after them; before, each was trimmed. */
  readonly keepsDocumentEnds: boolean
  /** 4.2.0 to 4.2.3 keep only the white space at the end of a file. */
  readonly keepsFileEnds: boolean
  /** Mutating- and ValidatingWebhookConfiguration have a place at the end of the install order. */
  readonly ordersWebhooks: boolean

  // Values
  /** How nulls in a chart's values files take part in coalescing, see values/coalesce.ts. */
  readonly nulls: 'deleting' | 'dropping' | 'keeping' | 'ignored'
  /** values.yaml and -f read every document of the file and merge them; before, the first. */
  readonly mergesValueDocuments: boolean
  /** An unterminated last line of values of a multiple of 4096 bytes is lost. */
  readonly losesLastLine: boolean
  /** values.yaml is decoded with json.Number: numbers are strings of their digits. 3.18.0 only. */
  readonly decodesNumbersAsText: boolean
  /** `--set-json` takes a whole object, `{"a":1}`, besides `a=1`. */
  readonly setJsonObjects: boolean
  /** An unclosed index, `--set 'a[0'`, is passed over instead of refused. */
  readonly ignoresUnclosedIndex: boolean

  // Charts
  /** No file of a chart may be larger than 5 MiB. */
  readonly limitsFileSize: boolean
  /** A chart may not be named `.` or `..`. */
  readonly refusesDotNames: boolean
  /** Every alias of a subchart gets its own copy of the subchart's subcharts; before, the first alone. */
  readonly aliasesCopySubcharts: boolean
  /** An import-values child that is no string is an error; before, a panic. */
  readonly checksImportValuesChild: boolean
  /** Chart.yaml's kubeVersion is compared without the cluster's vendor suffix. */
  readonly stripsKubeVersionSuffix: boolean
  /** `--kube-version` keeps the vendor's suffix in what is shown, beside the version that is compared. */
  readonly keepsKubeVersionSuffix: boolean
  /** apiVersion v3 is refused. */
  readonly refusesApiVersion3: boolean

  // Schemas
  /** xeipuuv/gojsonschema 1.2.0 up to 3.18.4, santhosh-tekuri/jsonschema v6 since. */
  readonly schemaLibrary: 'gojsonschema' | 'santhosh'

  /** santhosh-tekuri 6.0.2 and not 6.0.3: ValidateOptions says what that means. */
  readonly oldSanthosh: boolean

  // Templates
  /** `.Chart` is a map with Go's field names; before, a struct. */
  readonly chartIsMap: boolean
  /** `range 3` iterates: Go 1.24's text/template. */
  readonly rangesOverInts: boolean
  /** Messages of the parser leave out the lines within comments: Go before 1.24. */
  readonly uncountedComments: boolean
  /** `{{ 1 | call }}` is a panic of text/template: Go before 1.24. */
  readonly pipedCallPanics: boolean
  /** `.Files.Lines` of an empty file is an empty list; before, a runtime error. */
  readonly linesOfEmptyFile: boolean
  readonly mustToYaml: boolean
  readonly mustToToml: boolean
  readonly durationFunctions: boolean
  /** How strictly net/url reads a host: Go 1.24.8 and 1.25.2 look into brackets, Go 1.26 at colons of web addresses. */
  readonly urlHosts: UrlHosts
  /** `incompatible types for comparison: int and string` names the types. */
  readonly comparisonNamesTypes: boolean
  /** Masterminds/semver's wording. */
  readonly semver: SemverRelease
  /** BurntSushi/toml 1.6, which reads TOML 1.1 and counts lines from 1; before, 1.4, which reads 1.0. */
  readonly tomlLinesFromOne: boolean
  /** Template errors span several lines: `F:L:C⏎  executing …`. */
  readonly multilineErrors: boolean
  /** The missing-dependency text quotes the command with ' instead of `. */
  readonly quotesCommandsWithApostrophes: boolean
}

/** The newest patch of each minor; where the npm packages hold a binary to compare with, that one. */
const patches: Record<3 | 4, Record<number, number>> = {
  3: { 17: 2, 18: 6, 19: 5, 20: 2, 21: 4, 22: 0 },
  4: { 0: 5, 1: 4, 2: 4, 3: 1 },
}

const kubernetesMinors: Record<3 | 4, Record<number, number>> = {
  3: { 17: 32, 18: 33, 19: 34, 20: 35, 21: 36, 22: 37 },
  4: { 0: 34, 1: 35, 2: 36, 3: 37 },
}

const resolved = new Map<string, HelmVersion | undefined>()

/**
 * The behaviours of a version given as `3`, `4` (the newest of each), a minor (`3.17`) or exactly (`4.1.4`),
 * with or without a `v`. Undefined when there is no such version or it is older than 3.17.
 *
 * @example resolveHelmVersion('3.17')?.version // '3.17.2'
 */
export function resolveHelmVersion(text = '4'): HelmVersion | undefined {
  if (!resolved.has(text)) resolved.set(text, resolve(text))
  return resolved.get(text)
}

/** What `resolveHelmVersion` understands, for messages: `3`, `4` and every minor. */
export function knownHelmVersions(): string[] {
  return ([3, 4] as const).flatMap((line) => [
    String(line),
    ...Object.keys(patches[line]).map((minor) => `${line}.${minor}`),
  ])
}

function resolve(text: string): HelmVersion | undefined {
  const match = /^v?([34])(?:\.(\d{1,4})(?:\.(\d{1,4}))?)?$/.exec(text)
  if (!match) return undefined
  const line = Number(match[1]) as 3 | 4
  const minor =
    match[2] === undefined ? Math.max(...Object.keys(patches[line]).map(Number)) : Number(match[2])
  const newest = patches[line][minor]
  if (newest === undefined) return undefined
  return behaviours(line, minor, match[3] === undefined ? newest : Number(match[3]))
}

type Since = readonly [minor: number, patch: number] | 'always' | 'never'

function behaviours(line: 3 | 4, minor: number, patch: number): HelmVersion {
  const since = (three: Since, four: Since): boolean => {
    const from = line === 3 ? three : four
    if (typeof from === 'string') return from === 'always'
    return minor > from[0] || (minor === from[0] && patch >= from[1])
  }
  return {
    version: `${line}.${minor}.${patch}`,
    line,
    minor,
    patch,
    kubernetesMinor: kubernetesMinors[line][minor]!,
    keepsDocumentEnds: since('never', [2, 4]),
    keepsFileEnds: since('never', [2, 0]),
    ordersWebhooks: line === 4,
    nulls: since('never', [2, 0])
      ? 'ignored'
      : since([20, 1], [1, 3])
        ? 'keeping'
        : since([19, 5], 'always')
          ? 'dropping'
          : 'deleting',
    mergesValueDocuments: line === 4,
    losesLastLine: line === 4 && minor < 3,
    decodesNumbersAsText: line === 3 && minor === 18 && patch === 0,
    setJsonObjects: line === 4,
    ignoresUnclosedIndex: line === 4,
    limitsFileSize: line === 3 ? since([17, 3], 'never') : minor < 3,
    refusesDotNames: since([20, 2], [1, 4]),
    aliasesCopySubcharts: line === 4,
    checksImportValuesChild: since([18, 5], 'always'),
    stripsKubeVersionSuffix: since([19, 0], 'always'),
    keepsKubeVersionSuffix: since('never', [1, 0]),
    refusesApiVersion3: line === 4,
    schemaLibrary: since([18, 5], 'always') ? 'santhosh' : 'gojsonschema',
    oldSanthosh: !since([22, 0], [3, 0]),
    chartIsMap: line === 4,
    rangesOverInts: since([18, 0], 'always'),
    uncountedComments: !since([18, 0], 'always'),
    pipedCallPanics: !since([18, 0], 'always'),
    linesOfEmptyFile: since([21, 4], [2, 0]),
    mustToYaml: line === 4,
    mustToToml: since('never', [2, 0]),
    durationFunctions: since('never', [3, 0]),
    urlHosts: since([21, 4], [2, 0]) ? 'strict' : since([19, 1], 'always') ? 'bracketed' : 'any',
    comparisonNamesTypes: since([18, 0], 'always'),
    semver: since([21, 4], [2, 0]) ? '3.5' : since([19, 0], 'always') ? '3.4' : '3.3',
    tomlLinesFromOne: since([18, 0], 'always'),
    multilineErrors: line === 4,
    quotesCommandsWithApostrophes: since('never', [2, 0]),
  }
}
