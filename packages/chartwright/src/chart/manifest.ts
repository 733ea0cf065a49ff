/** The part of a rendered document that Helm itself reads. Absent strings are "". */
export interface ManifestHead {
  apiVersion: string
  kind: string
  name: string
  /** null when the document has none. */
  annotations: Record<string, string> | null
}

/** One rendered document that is not a hook. */
export interface Manifest {
  /** The path printed as `# Source:`, `chart/templates/file.yaml`. */
  path: string
  content: string
  head: ManifestHead
  /** Where the content begins in its rendered file, in UTF-16 units: leads back to provenance. */
  offset: number
}

export type HookEvent =
  | 'pre-install'
  | 'post-install'
  | 'pre-delete'
  | 'post-delete'
  | 'pre-upgrade'
  | 'post-upgrade'
  | 'pre-rollback'
  | 'post-rollback'
  | 'test'

/** One rendered document that Helm runs at a moment of a release's life instead of keeping it. */
export interface Hook {
  path: string
  content: string
  head: ManifestHead
  offset: number
  events: HookEvent[]
  weight: number
  /** As written, lower case: `hook-succeeded`, `hook-failed`, `before-hook-creation`, or something unknown. */
  deletePolicies: string[]
  outputLogPolicies: string[]
}
