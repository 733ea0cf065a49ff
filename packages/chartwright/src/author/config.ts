import type { Expr } from './expression.ts'
import type { Condition } from './functions.ts'
import type { Mount } from './mount.ts'
import { siteField, type Site } from './site.ts'

export interface ConfigPart {
  part: 'config'
  name: string
  files: Record<string, ConfigContent>
  when?: Condition
  at?: Site
}

/** A file's text, or an object that is written as YAML; values and `when` may stand anywhere in it. */
export type ConfigContent = string | Expr<string> | { readonly [key: string]: unknown }

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
