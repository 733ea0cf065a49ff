import type { Diagnostic } from '../diagnostics/index.ts'

/** Takes what Helm would say on stderr without failing. `message` is Helm's text for the chosen version. */
export type Log = (diagnostic: Diagnostic) => void

export const noLog: Log = () => undefined
