export type LintSeverity = 'INFO' | 'WARNING' | 'ERROR'

/** One finding of a lint, printed as Helm prints it: `[WARNING] templates/a.yaml: …`. */
export interface LintMessage {
  severity: LintSeverity
  /** Relative to the chart; the chart itself for what concerns no single file. */
  path: string
  text: string
}

/** Collects findings. A rule gives its text when something is wrong, undefined otherwise. */
export class LintReport {
  readonly messages: LintMessage[] = []

  /** Adds the finding, if there is one. Whether there is none: rules that build on this one may go on. */
  check(severity: LintSeverity, path: string, text: string | undefined): boolean {
    if (text !== undefined) this.messages.push({ severity, path, text })
    return text === undefined
  }

  get hasWarnings(): boolean {
    return this.messages.some(({ severity }) => severity !== 'INFO')
  }
}

export function printLintMessage({ severity, path, text }: LintMessage): string {
  return `[${severity}] ${path}: ${text}`
}
