import { resolveHelmVersion } from '../../chart/index.ts'
import type { Command } from '../command.ts'
import { packageVersion } from '../package-version.ts'

/** `chartwright version`: our version and the Helms that `--helm-version` 3 and 4 stand for. */
export const versionCommand: Command = {
  usage: 'version [flags]',
  summary: 'print the version',
  description: 'Prints the version of Chartwright and the Helms it renders as.',
  flags: { short: { kind: 'bool', help: 'print only the version' } },
  args: { exactly: 0 },
  run({ io, flags }) {
    const [three, four] = ['3', '4'].map((line) => resolveHelmVersion(line)!.version)
    io.stdout(
      flags.isOn('short')
        ? `${packageVersion}\n`
        : `chartwright ${packageVersion} (renders as Helm ${four}; --helm-version 3 as Helm ${three}; Node ${process.versions.node})\n`,
    )
    return 0
  },
}
