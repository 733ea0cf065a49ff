import type { Arg, Expr } from '../values/expression.ts'
import type { Maybe } from '../values/functions.ts'
import { isImmutable, type ImmutableName } from '../workload/lifecycle.ts'
import type { Mount } from '../workload/mount.ts'
import { copyPlaces } from '../places.ts'
import { siteField, type Site } from '../site.ts'

export interface VolumePart {
  part: 'volume'
  name: string
  source:
    | { kind: 'claim'; claim: ClaimSpec }
    | { kind: 'ephemeral'; sizeLimit?: Arg<string> }
    /** A Secret that something else makes, such as a certificate. */
    | { kind: 'secret'; secretName: Maybe<Arg<string>> }
    /** A ConfigMap that the operator makes; without it the folder is empty when it is optional. */
    | { kind: 'configMap'; name: Arg<string>; optional?: boolean }
    /** A claim that is no part of the release: it is there before and after it. */
    | { kind: 'external'; claimName: Arg<string>; immutable: boolean; requires?: ClaimRequirement }
  at?: Site
}

/** What preflight looks for in a claim that the operator makes. */
export interface ClaimRequirement {
  accessMode?: string
  size?: string
  storageClass?: string
}

/** A claim that the chart makes. */
export interface ClaimSpec {
  /** Scratch space takes its place while this is false. */
  enabled?: Expr<boolean>
  /** A claim for each replica, of a workload that is `stateful`; else all share one. */
  perReplica?: true | Expr<boolean>
  size: Arg<string>
  accessMode: Arg<string>
  /** Empty means the cluster's default class. */
  storageClass?: Expr<string>
  /** The name of a claim that exists already; then the chart makes none. */
  existing?: Expr<string>
  /** Keeps the claim when the release is uninstalled. */
  retain?: Expr<boolean>
  annotations?: Expr<object>
}

/** What a volume is: a claim of the chart, somebody else's claim, or scratch space. */
export type VolumeSource =
  | { claim: ClaimSpec }
  | { ephemeral: true; sizeLimit?: Arg<string> }
  | { secret: Maybe<Arg<string>> }
  | { configMap: Arg<string>; optional?: boolean }
  | { claimName: Arg<string> | ImmutableName; requires?: ClaimRequirement }

/** A volume as a platform holds it: it is mounted with `at`. */
export interface Volume {
  readonly part: VolumePart
  at(path: Arg<string>, options?: { readOnly?: boolean; subPath?: Arg<string> }): Mount
}

/**
 * Storage of its own name: a claim, or scratch space that goes with the pod.
 *
 * @example const data = volume('data', { claim: { size: $.size, accessMode: 'ReadWriteOnce' } })
 */
export function volume(name: string, source: VolumeSource): Volume {
  const part: VolumePart = {
    part: 'volume',
    name,
    source: copyPlaces(sourceOf(source), source),
    ...siteField(),
  }
  return {
    part,
    at: (path, options = {}) => ({
      mount: part,
      path,
      readOnly: options.readOnly ?? false,
      ...(options.subPath !== undefined && { subPath: options.subPath }),
      ...siteField(),
    }),
  }
}

function sourceOf(source: VolumeSource): VolumePart['source'] {
  if ('claim' in source) return { kind: 'claim', claim: source.claim }
  if ('secret' in source) return { kind: 'secret', secretName: source.secret }
  if ('configMap' in source)
    return { kind: 'configMap', name: source.configMap, ...(source.optional && { optional: true }) }
  if ('claimName' in source) {
    const { claimName, requires } = source
    const fixed = isImmutable(claimName)
    return {
      kind: 'external',
      claimName: fixed ? claimName.immutable : claimName,
      immutable: fixed,
      ...(requires && { requires }),
    }
  }
  return { kind: 'ephemeral', ...(source.sizeLimit !== undefined && { sizeLimit: source.sizeLimit }) }
}
