import type { Expr } from './expression.ts'
import type { Mount } from './mount.ts'
import { siteField, type Site } from './site.ts'

export interface ConfigPart {
  part: 'config'
  name: string
  files: Record<string, ConfigContent>
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
export function config(name: string, files: Record<string, ConfigContent>): Config {
  const part: ConfigPart = { part: 'config', name, files, ...siteField() }
  return { part, at: (folder) => ({ mount: part, path: folder, readOnly: true, ...siteField() }) }
}
