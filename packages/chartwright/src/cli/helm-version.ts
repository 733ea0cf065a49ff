import { type HelmVersion, knownHelmVersions, refusal, resolveHelmVersion } from '../chart/index.ts'
import type { FlagValues } from './flags/flag.ts'

/** The Helm that `--helm-version` asks for; the newest 4 without it. */
export function helmVersion(flags: FlagValues, flag = 'helm-version'): HelmVersion {
  const given = flags.text(flag)
  const version = resolveHelmVersion(given === '' ? undefined : given)
  if (version) return version
  throw refusal('helm-version-unknown', `unknown Helm version "${given}"`, {
    message: `--${flag} knows ${knownHelmVersions().join(', ')}`,
  })
}
