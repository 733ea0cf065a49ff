import { refusal, type HelmVersion, type Log } from '../../chart/index.ts'
import type { FlagValues } from './flag.ts'
import { falseWords, trueWords } from './parse-flags.ts'

/** Refuses `--dry-run=server`, which asks a cluster, and values that Helm of that line does not know. */
export function checkDryRun(flags: FlagValues, version: HelmVersion, log: Log): void {
  if (!flags.isSet('dry-run')) return
  const value = flags.text('dry-run')
  if (value === 'server') {
    throw refusal(
      'flag-refused',
      'cluster reachability check failed: chartwright template talks to no cluster',
      {
        message: '--dry-run=server asks a cluster, and this command talks to no cluster',
        hint: 'leave it out, and pipe the output into "kubectl apply --dry-run=server -f -"',
      },
    )
  }
  const hint = 'leave it out: rendering never touches a cluster'
  if (version.line === 3) {
    if (['', 'unset', 'false', 'true', 'none', 'client'].includes(value)) return
    const text = 'Invalid dry-run flag. Flag must one of the following: false, true, none, client, server'
    throw refusal('flag-invalid', text, { hint })
  }
  if (value === 'client') return
  if (value === 'unset' || trueWords.includes(value)) {
    const message =
      value === 'unset'
        ? "--dry-run is deprecated and should be replaced with '--dry-run=client'"
        : `boolean '--dry-run=${value}' flag is deprecated and must be replaced with '--dry-run=client'`
    return log({ code: 'flag-deprecated', severity: 'warning', message }, { site: 'flag', level: 'WARN' })
  }
  // Helm 4 counts `template` as a dry run always, so saying that it is none is a contradiction.
  const allowed = ['none', ...falseWords].includes(value)
    ? '"server" or "client"'
    : '"none", "server", or "client"'
  throw refusal('flag-invalid', `invalid dry-run value (${JSON.stringify(value)}). Must be ${allowed}`, {
    hint,
  })
}
