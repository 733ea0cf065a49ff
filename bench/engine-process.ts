// Our engine in one long-lived process, asked as bench/go is: JSON lines in, a line of times out. bench/run.ts
// bundles it, so that what is measured is what ships.
import fs from 'node:fs'
import readline from 'node:readline'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import {
  coalesceValues,
  loadChart,
  mergeValueOptions,
  noLog,
  printManifests,
  processDependencies,
  resolveHelmVersion,
} from '../packages/chartwright/src/chart/index.ts'
import { capabilities, defaultKubeVersion } from '../packages/chartwright/src/engine/capabilities.ts'
import { renderChart } from '../packages/chartwright/src/engine/index.ts'
import { renderTemplates } from '../packages/chartwright/src/engine/render-templates.ts'
import { int, mapOf, newMap } from '../packages/chartwright/src/go/values.ts'
import { nodeFileSystem, nodeHost } from '../packages/chartwright/src/io/node.ts'
import { parseYaml, toYaml } from '../packages/chartwright/src/yaml/index.ts'
import { byteLength } from '../packages/chartwright/src/go/bytes.ts'
import type { Answer, Case, Request } from './protocol.ts'

const version = resolveHelmVersion()!
const release = { name: 'rel', namespace: 'default' }

/** What `template` does within its process: load, merge, render, split, sort, print. */
function install({ chart: path, values = '' }: Case): number {
  const files = values === '' ? [] : [values]
  const given = mergeValueOptions({ files }, { fileSystem: nodeFileSystem, version })
  const chart = loadChart(nodeFileSystem, path, { version })
  return printManifests(renderChart(chart, given, { host: nodeHost, release, version }), { version }).length
}

/** Values and templates of a chart that is loaded once, as bench/go's renderLoaded. */
function renderLoaded(path: string): () => number {
  const chart = processDependencies(loadChart(nodeFileSystem, path, { version }), newMap(), { version })
  return () => {
    const values = coalesceValues(chart, newMap(), { version, log: noLog, merge: false })
    const files = renderTemplates(chart, {
      helm: version,
      host: nodeHost,
      values,
      release: mapOf([
        ...Object.entries({ Name: 'rel', Namespace: 'default', Service: 'Helm' }),
        ['IsUpgrade', false],
        ['IsInstall', true],
        ['Revision', int(1)],
      ]),
      capabilities: capabilities(version, defaultKubeVersion(version), []),
    })
    return [...files.values()].reduce((sum, text) => sum + text.length, 0)
  }
}

function operation({ op, path, cases, cores }: Request): () => number | Promise<number> {
  switch (op) {
    case 'render': {
      return renderLoaded(path!)
    }
    case 'install':
      return () => install({ chart: path! })
    case 'batch':
      return () => batch(cases!, cores ?? 1)
    case 'read-yaml':
    case 'write-yaml':
      return yamlOperation(fs.readFileSync(path!, 'utf8'), op === 'write-yaml')
    default:
      throw new Error(`no operation ${op}`)
  }
}

function yamlOperation(text: string, write: boolean): () => number {
  const documents = `\n${text}`.split('\n---').filter((document) => parseYaml(document).value !== null)
  const values = documents.map((document) => parseYaml(document).value)
  const read = documents.reduce((sum, document) => sum + byteLength(document), 0)
  if (write) return () => values.reduce<number>((sum, value) => sum + toYaml(value).length, 0)
  return () => {
    for (const document of documents) parseYaml(document)
    return read
  }
}

// Workers are made once and asked for case after case, as a program that renders batches would keep them.
const workers: Worker[] = []

async function batch(cases: Case[], cores: number): Promise<number> {
  while (workers.length < cores - 1) workers.push(new Worker(new URL(import.meta.url)))
  let next = 0
  let bytes = 0
  const take = () => cases.slice(next, (next += 8))
  const lanes = workers.slice(0, cores - 1).map(
    (worker) =>
      new Promise<void>((resolve, reject) => {
        const more = (): void => {
          const some = take()
          if (some.length > 0) return worker.postMessage(some)
          worker.off('message', done).off('error', reject)
          resolve()
        }
        const done = (size: number): void => {
          bytes += size
          more()
        }
        worker.on('message', done).on('error', reject)
        more()
      }),
  )
  for (let some = take(); some.length > 0; some = take()) {
    for (const one of some) bytes += install(one)
    // The workers' answers wait until this thread looks.
    await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(lanes)
  return bytes
}

async function serve(request: Request): Promise<Answer> {
  const once = operation(request)
  const times: number[] = []
  let bytes = 0
  for (let run = -request.warm; run < request.runs; run++) {
    const started = performance.now()
    bytes = await once()
    if (run >= 0) times.push(performance.now() - started)
  }
  return { times, bytes }
}

if (isMainThread) {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const answer = await serve(JSON.parse(line) as Request).catch((error: Error) => ({
      times: [],
      bytes: 0,
      error: error.stack ?? error.message,
    }))
    process.stdout.write(`${JSON.stringify(answer)}\n`)
  }
  process.exit(0)
} else {
  parentPort!.on('message', (cases: Case[]) => {
    parentPort!.postMessage(cases.reduce((sum, one) => sum + install(one), 0))
  })
}
