import type { Diagnostic } from '../diagnostics/index.ts'

/** The places in Helm's source that write to its log; Helm 3 names each by file and line. */
export type LogSite =
  | 'chart-deprecated'
  | 'condition'
  | 'debug'
  | 'dependencies-failed'
  | 'fail'
  | 'flag'
  | 'global-conflict'
  | 'global-source'
  | 'global-table'
  | 'global-target'
  | 'hook'
  | 'import-list'
  | 'import-pair'
  | 'link'
  | 'release-name'
  | 'repository'
  | 'required-empty'
  | 'required-nil'
  | 'requirements'
  | 'requirements-lock'
  | 'schema-urn'
  | 'table-ignores'
  | 'table-overwritten'
  | 'table-skipped'
  | 'tag'

/** Bytes stand in quotes whatever they are. */
export type LogAttribute = readonly [name: string, value: string, kind?: 'bytes']

/** How Helm frames an entry: Helm 3 with the line of its source, Helm 4 with a level and attributes. */
export interface LogFrame {
  site: LogSite
  /** Helm 4's; what it writes through Go's older log package has INFO. */
  level?: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'
  /** The whole line, where Helm writes past its log. */
  text?: string
  attributes?: readonly LogAttribute[]
}

/** Takes what Helm would say on stderr without failing. `message` is Helm's text for the chosen version. */
export type Log = (diagnostic: Diagnostic, frame: LogFrame) => void

export const noLog: Log = () => undefined

/** Takes a line that `--debug` adds: as Helm 4 writes it and, where Helm 3 says it too, with the place and text there. */
export type DebugLog = (
  message: string,
  attributes: readonly LogAttribute[],
  helm3?: { place: string; text: string },
) => void
