import { type HelmVersion, knownHelmVersions, refusal, resolveHelmVersion } from '../chart/index.ts'
import type { FlagValues } from './flags/flag.ts'

/** The Helm that `--helm-version` asks for; the newest 4 without it. */
export function helmVersion(flags: FlagValues): HelmVersion {
  const given = flags.text('helm-version')
  const version = resolveHelmVersion(given === '' ? undefined : given)
  if (version) return version
  throw refusal('helm-version-unknown', `unknown Helm version "${given}"`, {
    message: `--helm-version knows ${knownHelmVersions().join(', ')}`,
  })
}
