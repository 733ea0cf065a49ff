import path from 'node:path'
import { crdsOf, type HelmError, loadChart, refusal } from '../../chart/index.ts'
import { nearPath } from '../../chart/near-path.ts'
import { DiagnosticError, failed, succeeded, type Diagnostic, type Result } from '../../diagnostics/index.ts'
import { renderChart } from '../../engine/index.ts'
import type { CliIo } from '../cli-io.ts'
import type { Command, CommandContext } from '../command.ts'
import { helmVersion } from '../helm-version.ts'
import type { CustomResource } from '../import-crd/crd.ts'
import { readCrds, type Source } from '../import-crd/read-crds.ts'
import { fileName, header, writeBuilder } from '../import-crd/write-builder.ts'
import { locateChart } from '../locate-chart.ts'
import { printFindings } from '../output/failure.ts'

/** `chartwright import crd FILE`: what others define becomes TypeScript for a platform's chart.ts. */
export const importCommand: Command = {
  usage: 'import [command]',
  summary: 'write typed builders for custom resources',
  description: "Turns what others define into TypeScript that a platform's chart.ts can import.",
  flags: {},
  subcommands: {
    crd: {
      usage: 'import crd FILE|FOLDER|CHART|- [flags]',
      summary: 'typed builders from CustomResourceDefinitions',
      description: `Writes one TypeScript file for each custom resource that is defined in a YAML file, a folder
of them, a chart (a folder or a .tgz: its crds/, or else what its templates render), or on
the standard input. Each holds the types of the resource's fields and a function that
makes one in chart.ts:

  kubectl get crd scaledobjects.keda.sh --output yaml | chartwright import crd -

Of several versions that are served, the newest gets the plain name.`,
      flags: {
        out: {
          kind: 'string',
          shorthand: 'o',
          value: 'folder',
          default: 'crds',
          help: 'where the files are written (default crds)',
        },
        kind: { kind: 'stringSlice', value: 'kinds', help: 'only these kinds' },
      },
      args: { exactly: 1 },
      run: importCrd,
    },
  },
  run: () => 0,
}

function importCrd(context: CommandContext): number {
  const { io, flags, args } = context
  const read = readCrds(sourcesOf(context, args[0]))
  const chosen = read.ok ? chooseKinds(read.value, flags.list('kind'), args[0]) : read
  if (!chosen.ok) {
    printFindings(chosen.diagnostics, io)
    return 1
  }
  const out = flags.text('out') || 'crds'
  const files = filesOf(chosen.value, out)
  const taken = [...files.keys()].filter((file) => !mayWrite(io, file))
  if (taken.length > 0) {
    printFindings(taken.map(notOurs), io)
    return 1
  }
  for (const [file, resource] of files) {
    io.files.writeFile(file, writeBuilder(resource))
    io.stdout(`${file}  ${resource.kind} of ${resource.group}/${resource.version}\n`)
  }
  return 0
}

/** The texts that may define something: of a file, a folder, a chart, or the standard input. */
function sourcesOf(context: CommandContext, argument: string): Source[] {
  const { io } = context
  const decode = (data: Uint8Array) => new TextDecoder().decode(data)
  if (argument === '-') return [{ name: 'standard input', text: decode(io.readStdin()) }]
  const found = io.files.stat(argument)
  const archive = /\.(tgz|tar\.gz)$/.test(argument)
  if (found?.kind === 'file' && !archive)
    return [{ name: argument, text: decode(io.files.readFile(argument)) }]
  if (!found && /\.(ya?ml|json)$/.test(argument)) throw fileMissing(io, argument)
  if (!found || archive || io.files.stat(path.join(argument, 'Chart.yaml')))
    return fromChart(context, locateChart(io.files, argument))
  return io.files
    .readDirectory(argument)
    .filter(({ name, kind }) => kind === 'file' && /\.(ya?ml|json)$/.test(name))
    .map(({ name }) => path.join(argument, name))
    .map((file) => ({ name: file, text: decode(io.files.readFile(file)) }))
}

function fileMissing({ files }: CliIo, file: string): HelmError {
  const near = nearPath(files, file)
  return refusal('file-missing', `open ${file}: no such file or directory`, {
    message: `cannot read ${file}`,
    hint: near ? `did you mean ${near}?` : 'paths are relative to the folder the command runs in',
  })
}

/** What is below a chart's crds/; when there is nothing, what its templates render with its defaults. */
function fromChart({ io, flags }: CommandContext, at: string): Source[] {
  const version = helmVersion(flags)
  const chart = loadChart(io.files, at, { version })
  const crds = crdsOf(chart).map(({ path: name, file }) => ({ name, text: file.text }))
  if (crds.length > 0) return crds
  const release = { name: 'release', namespace: 'default' }
  const { manifests } = renderChart(chart, chart.values ?? {}, { version, host: io.host, release })
  return manifests.map(({ path: name, content }) => ({ name, text: content }))
}

function chooseKinds(
  resources: CustomResource[],
  kinds: readonly string[],
  argument: string,
): Result<CustomResource[]> {
  const chosen = resources.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
  if (chosen.length > 0) return succeeded(chosen)
  const known = [...new Set(resources.map(({ kind }) => kind))].join(', ')
  const missing: Diagnostic = {
    code: 'crd-missing',
    severity: 'error',
    message: known
      ? `${argument} defines no ${kinds.join(' and no ')}`
      : `${argument} defines no custom resource`,
    hint: known
      ? `it defines ${known}`
      : 'a chart may make its CustomResourceDefinitions only when a value says so: render it so and give the result',
  }
  return failed([missing])
}

/**
 * The newest version of a kind gets the plain name; those before it carry theirs, and a kind of the same name in
 * another group carries its group.
 */
function filesOf(resources: readonly CustomResource[], out: string): Map<string, CustomResource> {
  const files = new Map<string, CustomResource>()
  const seen = new Set<string>()
  for (const resource of resources) {
    const { group, version, kind } = resource
    const api = `${kind} of ${group}/${version}`
    if (seen.has(api)) throw new DiagnosticError([definedTwice(api)])
    seen.add(api)
    const name = (...parts: string[]) => path.join(out, `${parts.map(fileName).join('-')}.ts`)
    const own = files.get(name(kind))?.group === group ? name(kind, version) : name(kind, group)
    const file = [name(kind), own].find((each) => !files.has(each)) ?? name(kind, group, version)
    files.set(file, resource)
  }
  return files
}

const definedTwice = (api: string): Diagnostic => ({
  code: 'crd-invalid',
  severity: 'error',
  message: `${api} is defined twice`,
  hint: 'give each CustomResourceDefinition once',
})

function mayWrite(io: CliIo, file: string): boolean {
  if (!io.files.stat(file)) return true
  return new TextDecoder().decode(io.files.readFile(file)).startsWith(header)
}

const notOurs = (file: string): Diagnostic => ({
  code: 'crd-file-taken',
  severity: 'error',
  message: `${file} is there already, and this command did not write it`,
  hint: 'give another folder with --out',
})
