import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import type { Command } from '../../packages/chartwright/src/cli/command.ts'
import type { CliIo } from '../../packages/chartwright/src/cli/cli-io.ts'
import { lintCommand } from '../../packages/chartwright/src/cli/commands/lint.ts'
import { templateCommand } from '../../packages/chartwright/src/cli/commands/template.ts'
import { globalFlags } from '../../packages/chartwright/src/cli/flags/global-flags.ts'
import { parseFlags } from '../../packages/chartwright/src/cli/flags/parse-flags.ts'
import { valueOptions } from '../../packages/chartwright/src/cli/flags/value-options.ts'
import { namespaceOf } from '../../packages/chartwright/src/cli/namespace.ts'
import { printFailure } from '../../packages/chartwright/src/cli/output/failure.ts'
import { loadChart, mergeValueOptions, renderChart } from '../../packages/chartwright/src/engine/index.ts'
import type { Host, PrivateKey } from '../../packages/chartwright/src/io/index.ts'
import { nodeFileSystem, nodeHost } from '../../packages/chartwright/src/io/node.ts'
import type { HelmRun } from './oracles.ts'

/**
 * Whether platforms' tests are to render with our engine in this process: `CHARTWRIGHT_TEST_ENGINE=ours`. Damaged
 * charts are judged by thousands, which no process a render allows. That both print the same bytes is shown elsewhere.
 */
export const rendersInProcess = () => process.env.CHARTWRIGHT_TEST_ENGINE === 'ours'

type Render = (args: readonly string[], stdin?: string) => HelmRun
let answer = (args: readonly string[], stdin: string, render: Render): HelmRun => render(args, stdin)

/** Who answers from now on, by `render` or by what is known of a chart: `npm run mutate` damages a small part of one. */
export const answerWith = (other: typeof answer): void => void (answer = other)

/**
 * What a Helm 4 would say to `template`, `lint` and `install --dry-run=client` (of which the notes alone). `stdin` is
 * read by `-f -`.
 */
export const inProcessHelm: Render = (args, stdin = '') => answer(args, stdin, run)

function run(args: readonly string[], stdin = ''): HelmRun {
  const [name, ...rest] = args
  const command = name === 'lint' ? lintCommand : name === 'install' ? notesCommand : templateCommand
  let stdout = ''
  let stderr = ''
  const io: CliIo = {
    files: nodeFileSystem,
    host,
    readStdin: () => new TextEncoder().encode(stdin),
    color: false,
    isWarm: true,
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
  }
  const started = performance.now()
  let exitCode = 0
  try {
    const { flags, positional } = parseFlags({ ...globalFlags, ...command.flags }, rest)
    exitCode = command.run({ io, flags, args: positional }) as number
  } catch (error) {
    printFailure(error, io)
    exitCode = 1
  }
  return { stdout, stderr, exitCode, milliseconds: performance.now() - started }
}

const notesCommand: Command = {
  ...templateCommand,
  flags: { ...templateCommand.flags, 'dry-run': { kind: 'string', help: '' } },
  run({ io, flags, args: [name, path] }) {
    const values = mergeValueOptions(valueOptions(flags), { fileSystem: io.files, stdin: io.readStdin })
    const { notes } = renderChart(loadChart(io.files, path!), values, {
      host,
      release: { name: name!, namespace: namespaceOf(flags, io) },
      kubeVersion: flags.text('kube-version'),
      apiVersions: flags.list('api-versions'),
    })
    io.stdout(`NOTES:\n${notes}\n`)
    return 0
  },
}

const made = new Map<string, string[]>()
const read = new Map<string, PrivateKey>()
const objects = new Map<string, KeyObject>()

/**
 * A host whose keys take turns. A chart that makes certificates spends most of a render on keys; which keys they are
 * matters to no test, so there are six of each kind, read once.
 */
export function reusingKeys(host: Host): Host {
  const crypto = nodeHost.crypto!
  return {
    ...host,
    crypto: {
      ...crypto,
      generateKey(kind, bits) {
        const pems = remembered(made, `${kind} ${bits}`, () => [])
        const pem = pems.length < 6 ? crypto.generateKey(kind, bits) : pems.shift()!
        pems.push(pem)
        return pem
      },
      readKey: (pem) => remembered(read, pem, () => crypto.readKey(pem)),
      sign(pem, algorithm, data) {
        const key = remembered(objects, pem, () => createPrivateKey(pem))
        return sign(algorithm, data, key)
      },
    },
  }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

const host = reusingKeys(nodeHost)
