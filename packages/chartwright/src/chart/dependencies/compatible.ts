import { GoError } from '../../go/index.ts'
import { parseConstraints, parseVersion, satisfies } from '../../go/semver.ts'
import type { HelmVersion } from '../helm-version.ts'

/**
 * Whether a version meets a constraint, as Masterminds/semver of that Helm says. One that cannot be read never
 * does.
 */
export function isCompatible(constraint: string, version: string, helm: HelmVersion): boolean {
  try {
    return satisfies(parseConstraints(constraint, helm.semver), parseVersion(version, helm.semver))
  } catch (error) {
    if (error instanceof GoError) return false
    throw error
  }
}
