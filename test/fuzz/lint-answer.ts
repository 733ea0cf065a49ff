import type { HelmVersion } from '../../packages/chartwright/src/chart/index.ts'
import { HelmError } from '../../packages/chartwright/src/chart/index.ts'
import type { CliIo } from '../../packages/chartwright/src/cli/cli-io.ts'
import { lintCommand } from '../../packages/chartwright/src/cli/commands/lint.ts'
import { globalFlags } from '../../packages/chartwright/src/cli/flags/global-flags.ts'
import { parseFlags } from '../../packages/chartwright/src/cli/flags/parse-flags.ts'
import { bytesOf } from '../../packages/chartwright/src/go/bytes.ts'
import { memoryFileSystem } from '../../packages/chartwright/src/io/index.ts'
import { nodeHost } from '../../packages/chartwright/src/io/node.ts'
import type { Request } from './request.ts'

/** `chartwright lint c` over files in memory: what it prints, what it logs, what it refuses with. */
export function lintAnswer({ files = {}, values = '{}', kind = '' }: Request, version: HelmVersion) {
  const told = { stdout: '', stderr: '', failed: '' }
  const all = Object.entries(files).map(([name, text]) => [`c/${name}`, bytesOf(text)] as const)
  const io: CliIo = {
    files: memoryFileSystem({ ...Object.fromEntries(all), 'user.yaml': bytesOf(values) }),
    host: { ...nodeHost, environment: () => undefined },
    stdout: (text) => (told.stdout += text),
    stderr: (text) => (told.stderr += text),
    readStdin: () => new Uint8Array(),
    color: false,
  }
  const flags = kind.split(' ').flatMap((name) => (name === '' ? [] : [`--${name}`]))
  const args = ['c', '-f', 'user.yaml', '--helm-only', '--helm-version', version.version, ...flags]
  const parsed = parseFlags({ ...globalFlags, ...lintCommand.flags }, args, { version })
  try {
    void lintCommand.run({ io, flags: parsed.flags, args: parsed.positional })
  } catch (error) {
    if (!(error instanceof HelmError)) throw error
    told.failed = error.message
  }
  return told
}
