import { refusal, type HelmError, type HelmVersion } from '../chart/index.ts'
import { GoError } from '../go/error.ts'
import { quote } from '../go/quote.ts'
import { parseVersion, versionText } from '../go/semver.ts'
import type { KubeVersion } from './capabilities.ts'

/**
 * `--kube-version` as each Helm reads it. Throws HelmError with Helm's text.
 *
 * @example parseKubeVersion('1.28', helm4).version // 'v1.28'
 */
export function parseKubeVersion(text: string, helm: HelmVersion): KubeVersion {
  return helm.stripsKubeVersionSuffix ? parseGeneric(text, helm) : parseSemver(text)
}

/** Helm 3.17 and 3.18: any SemVer, completed with zeros. */
function parseSemver(text: string): KubeVersion {
  try {
    const version = parseVersion(text, '3.3')
    return { version: `v${versionText(version)}`, major: String(version.major), minor: String(version.minor) }
  } catch (error) {
    if (!(error instanceof GoError)) throw error
    throw invalid(text, error.message)
  }
}

/** k8s.io/apimachinery's ParseGeneric: at least two numbers, whatever stands behind them. */
function parseGeneric(text: string, helm: HelmVersion): KubeVersion {
  const match = /^\s*v?((\d+)(?:\.(\d+))*)(.*)$/s.exec(text)
  if (!match) throw invalid(text, `could not parse ${quote(text)} as version`)
  const numbers = match[1]!.split('.')
  if (numbers.length < 2) throw invalid(text, `illegal version string ${quote(text)}`)
  const [first] = numbers as [string]
  if (/^0./.test(first))
    throw invalid(text, `illegal zero-prefixed version component ${quote(first)} in ${quote(text)}`)
  // Only the first may not begin with a zero: the others lose theirs.
  const [major, minor, ...others] = numbers.map((number) => String(BigInt(number))) as [string, string]
  const plain = `v${[major, minor, ...others].join('.')}`
  const given = text.startsWith('v') ? text : `v${text}`
  return {
    version: helm.keepsKubeVersionSuffix ? given : plain,
    major,
    minor,
    ...(helm.keepsKubeVersionSuffix && { normalized: plain }),
  }
}

function invalid(text: string, reason: string): HelmError {
  return refusal('kube-version-invalid', `invalid kube version '${text}': ${reason}`, {
    hint: 'give it as 1.31 or 1.31.2',
  })
}
