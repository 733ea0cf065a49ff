import {
  ChartFile,
  HelmError,
  coalesceValues,
  type Chart,
  type HelmVersion,
  loadFiles,
  noLog,
  printManifests,
  processDependencies,
  validateValues,
} from '../../packages/chartwright/src/chart/index.ts'
import { readSet, type SetKind } from '../../packages/chartwright/src/chart/values/set.ts'
import { SetError } from '../../packages/chartwright/src/chart/values/set-error.ts'
import { readValues } from '../../packages/chartwright/src/chart/values/read-values.ts'
import { renderChart } from '../../packages/chartwright/src/engine/index.ts'
import { capabilities, defaultKubeVersion } from '../../packages/chartwright/src/engine/capabilities.ts'
import { renderTemplates } from '../../packages/chartwright/src/engine/render-templates.ts'
import { bytesOf } from '../../packages/chartwright/src/go/bytes.ts'
import { type GoMap, int, mapOf, newMap } from '../../packages/chartwright/src/go/index.ts'
import { nodeFileSystem, nodeHost } from '../../packages/chartwright/src/io/node.ts'
import {
  YamlError,
  intoList,
  intoMap,
  parseYaml,
  toYaml,
  toYamlPretty,
} from '../../packages/chartwright/src/yaml/index.ts'
import { lintAnswer } from './lint-answer.ts'
import type { Answer, Request } from './request.ts'
import { onWire } from './wire.ts'

/** What ours answers, in this process. A thrown error that is no refusal is a bug, whatever Helm says. */
export function ours(request: Request, version: HelmVersion): Answer {
  try {
    return { out: onWire(operations[request.op](request, version)) }
  } catch (error) {
    if (error instanceof HelmError || error instanceof YamlError || error instanceof SetError)
      return { error: error.message }
    return { error: `BROKEN: ${error instanceof Error ? error.stack : String(error)}` }
  }
}

type Operation = (request: Request, version: HelmVersion) => unknown

const operations: Record<Request['op'], Operation> = {
  render(request, version) {
    const chart = load(request, version)
    const values = coalesceValues(chart, read(request.values), { version, log: noLog, merge: false })
    return renderTemplates(chart, {
      helm: version,
      host: nodeHost,
      values,
      capabilities: capabilities(version, defaultKubeVersion(version), []),
      release: mapOf([
        ['Name', 'rel'],
        ['Namespace', 'default'],
        ['IsUpgrade', false],
        ['IsInstall', true],
        ['Revision', int(1)],
        ['Service', 'Helm'],
      ]),
    })
  },
  template(request, version) {
    const release = { name: 'rel', namespace: 'default' }
    try {
      const render = renderChart(load(request, version), read(request.values), {
        host: nodeHost,
        release,
        version,
      })
      return printManifests(render, { version })
    } catch (error) {
      // The command's own advice, which Helm's packages do not give.
      if (!(error instanceof HelmError)) throw error
      throw new HelmError(error.message.split('\n\nUse --debug')[0]!, error.diagnostics)
    }
  },
  values(request, version) {
    const user = read(request.values)
    const chart = processed(load(request, version), user, version)
    return coalesceValues(chart, user, { version, log: noLog, merge: false })
  },
  set({ values, text = '', kind }, version) {
    const into = read(values)
    readSet(text, into, kind as SetKind, version)
    return into
  },
  schema({ values, text = '' }, version) {
    const chart = {
      metadata: { name: 'c' },
      schema: new ChartFile('values.schema.json', bytesOf(text)),
      dependencies: [],
      origin: 'c',
    } as unknown as Chart
    try {
      validateValues(chart, read(values), { version })
    } catch (error) {
      if (!(error instanceof HelmError)) throw error
      // Below the heading and the chart's name stands what its library says.
      throw new HelmError(error.message.split('\n').slice(2).join('\n'), error.diagnostics)
    }
    return null
  },
  yaml({ text = '', kind }, version) {
    // Helm 3 is asked to read into a map that is there already.
    if (kind === 'values')
      return readValues(text, { file: 'v', version, code: 'values-file-invalid' }) ?? newMap()
    if (kind === 'strict') return parseYaml(text, { strict: true }).value
    if (kind === 'map') return parseYaml(text, { into: intoMap }).value ?? newMap()
    if (kind === 'list') return parseYaml(text, { into: intoList }).value ?? []
    return parseYaml(text).value
  },
  lint: lintAnswer,
  toYaml({ values = '', kind }) {
    const { value } = parseYaml(values)
    return kind === 'pretty' ? toYamlPretty(value) : toYaml(value)
  },
}

function processed(chart: Chart, user: GoMap, version: HelmVersion): Chart {
  try {
    return processDependencies(chart, user, { version })
  } catch (error) {
    // Helm 4's action says this, not the package that is asked.
    if (!(error instanceof HelmError)) throw error
    throw new HelmError(
      error.message.replace(/^chart dependencies processing failed: /, ''),
      error.diagnostics,
    )
  }
}

function load({ files = {} }: Request, version: HelmVersion): Chart {
  const names = Object.keys(files).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return loadFiles(
    nodeFileSystem,
    names.map((name) => new ChartFile(name, bytesOf(files[name]!))),
    { version },
  )
}

function read(json = '{}'): GoMap {
  return (parseYaml(json).value as GoMap | null) ?? newMap()
}
