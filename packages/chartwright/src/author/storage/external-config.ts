import type { Config } from './config.ts'
import type { Arg, Expr } from '../values/expression.ts'
import { siteField, type Site } from '../site.ts'

/** What a key of the operator's configuration must be. A text alone is an example of a key that is needed. */
export interface KeySpec {
  example?: string
  /** The application starts without it. */
  optional?: true
  minBytes?: number
  /** A regular expression (RE2). */
  pattern?: string
  doc?: string
}

/** A ConfigMap, and perhaps a Secret, that the operator makes and whose keys all become variables. */
export interface ExternalConfig {
  readonly externalConfig: {
    configMap: Arg<string>
    /** Where the keys that are secret may be kept; none while it is empty. Its keys win. */
    secret?: Expr<string>
    keys: Readonly<Record<string, string | KeySpec>>
  }
  readonly at?: Site
}

/**
 * Configuration that the operator keeps outside of the release. The chart reads all of it and makes none of it;
 * what it must hold is data for preflight and the README.
 *
 * @example const env = externalConfig({ configMap: $.configMapName, keys: { DATABASE_URL: 'postgres://…' } })
 *   service('app', { image: $.image, envFrom: [env] })
 */
export function externalConfig(spec: ExternalConfig['externalConfig']): ExternalConfig {
  return { externalConfig: spec, ...siteField() }
}

/** The rules of its keys, in full. */
export function keySpecs({ externalConfig }: ExternalConfig): [string, KeySpec][] {
  return Object.entries(externalConfig.keys).map(([key, rule]) => [
    key,
    typeof rule === 'string' ? { example: rule } : rule,
  ])
}

/** Whether variables come from what the operator keeps, and not from a ConfigMap of the chart. */
export function isExternalConfig(from: ExternalConfig | Config): from is ExternalConfig {
  return 'externalConfig' in from
}

/** The configurations of the operator that a container reads whole. */
export function externalConfigsOf(from: readonly (ExternalConfig | Config)[] | undefined): ExternalConfig[] {
  return (from ?? []).filter(isExternalConfig)
}

/** The ConfigMaps of the chart that a container reads whole. */
export function ownConfigsOf(from: readonly (ExternalConfig | Config)[] | undefined): Config[] {
  return (from ?? []).filter((one): one is Config => !isExternalConfig(one))
}
