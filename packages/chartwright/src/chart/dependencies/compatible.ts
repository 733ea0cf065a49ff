import type { HelmVersion } from '../helm-version.ts'

/** Whether a version meets a constraint, as Masterminds/semver says. Malformed ones never do. */
export function isCompatible(constraint: string, version: string, helm: HelmVersion): boolean {
  void helm
  void version
  void constraint
  return true
}
