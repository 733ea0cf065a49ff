import type { MaybeNested } from '../workload/env.ts'
import type { Arg, Expr } from '../values/expression.ts'
import type { Condition, Maybe } from '../values/functions.ts'
import type { Mount } from '../workload/mount.ts'
import { siteField, type Site } from '../site.ts'

export interface ConfigPart {
  part: 'config'
  name: string
  files: Record<string, ConfigContent>
  /** Its keys become variables of the workloads that have it in `envFrom`; there are no files then. */
  variables?: Variables
  when?: Condition
  at?: Site
}

/** Variables by name: texts, numbers and booleans, perhaps only under a condition. */
export type Variables = Record<string, MaybeNested<Arg<string> | Arg<number> | Arg<boolean>>>

/** A file's text, or an object that is written as YAML; values and `when` may stand anywhere in it. */
export type ConfigContent = string | Expr<string> | Lines | { readonly [key: string]: unknown }

/** A file of lines, as programs read that know no YAML. */
export class Lines {
  readonly lines: readonly Maybe<Arg<string>>[]
  constructor(all: readonly Maybe<Arg<string>>[]) {
    this.lines = all
  }
}

/**
 * A file of lines, each perhaps only under a condition. A value stays on its line whatever it holds.
 *
 * @example config('proxy', { 'proxy.conf': lines('listen 80', str`host ${$.host}`, when($.tls, 'listen 443')) })
 */
export function lines(...all: readonly Maybe<Arg<string>>[]): Lines {
  return new Lines(all)
}

/** Files of configuration as a platform holds them: mounted as a folder, pods roll when they change. */
export interface Config {
  readonly part: ConfigPart
  at(folder: string): Mount
}

/**
 * A ConfigMap of files.
 *
 * @example config('config', { 'app.yaml': { port: 8080, debug: $.debug } })
 */
export function config(
  name: string,
  files: Record<string, ConfigContent>,
  options: { when?: Condition } = {},
): Config {
  const part: ConfigPart = { part: 'config', name, files, ...options, ...siteField() }
  return { part, at: (folder) => ({ mount: part, path: folder, readOnly: true, ...siteField() }) }
}

/**
 * A ConfigMap whose keys become variables. Workloads take all of it, and their pods are replaced when it changes.
 * What is secret belongs into a Secret: this can be read by whoever sees the release.
 *
 * @param vars texts, numbers and booleans; `when()` leaves one out
 * @example const settings = variables('settings', { LOG_LEVEL: $.logLevel }); service('api', { envFrom: [settings], … })
 */
export function variables(name: string, vars: Variables, options: { when?: Condition } = {}): Config {
  const part: ConfigPart = { part: 'config', name, files: {}, variables: vars, ...options, ...siteField() }
  return { part, at: (folder) => ({ mount: part, path: folder, readOnly: true, ...siteField() }) }
}
