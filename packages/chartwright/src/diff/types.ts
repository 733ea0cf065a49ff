import type { GoValue } from '../go/index.ts'
import type { FieldPath, RenderedObject } from '../objects/index.ts'

/** Why a field is another one. */
export type Cause =
  /** A values key; a map's is told by the entries that differ. */
  | { type: 'value'; key: string; from: GoValue | undefined; to: GoValue | undefined; isSecret?: boolean }
  /** A template, or a template defined in one, has another text. */
  | {
      type: 'template'
      change: 'added' | 'removed' | 'changed'
      name: string
      file: string
      line: number
      isDefined: boolean
    }
  /** Chart.yaml says otherwise. */
  | { type: 'chart'; field: 'name' | 'version' | 'appVersion'; chart: string; from: string; to: string }
  /** Helm, Kubernetes or the release is another one. */
  | { type: 'option'; option: string; from: string; to: string }
  /** A digest of something that is told elsewhere. */
  | { type: 'digest' }
  | { type: 'unknown' }

export interface FieldChange {
  path: FieldPath
  change: 'added' | 'removed' | 'changed' | 'reordered'
  /** Left out where there is none, and for what a Secret holds unless that was asked for. */
  from?: GoValue
  to?: GoValue
  isSecret: boolean
  causes: readonly Cause[]
}

export interface ObjectChange {
  change: 'added' | 'removed' | 'changed' | 'renamed'
  from: RenderedObject | undefined
  to: RenderedObject | undefined
  /** Of an object that is in both. */
  fields: FieldChange[]
  /** Of an object that came or went. */
  causes: readonly Cause[]
}

/** What differs at every render and says nothing. */
export interface RandomField {
  object: RenderedObject
  path: FieldPath
}

export interface Difference {
  objects: ObjectChange[]
  random: RandomField[]
  /** How many objects are the same in both. */
  unchanged: number
}

/** Fields and objects that change for the same reason. */
export interface CauseGroup {
  causes: readonly Cause[]
  changes: { object: ObjectChange; fields: FieldChange[] }[]
}
