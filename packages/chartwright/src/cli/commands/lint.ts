import { mergeValueOptions, refusal, type HelmVersion } from '../../chart/index.ts'
import type { Diagnostic } from '../../diagnostics/index.ts'
import { parseKubeVersion } from '../../engine/kube-version.ts'
import type { GoMap } from '../../go/index.ts'
import type { Command, CommandContext } from '../command.ts'
import { valueOptions } from '../flags/value-options.ts'
import { valuesFlags } from '../flags/values-flags.ts'
import { helmVersion } from '../helm-version.ts'
import { lintChart, type LintOutcome } from '../lint/lint-chart.ts'
import { type LintReport, printLintMessage } from '../lint/message.ts'
import { renderForLint } from '../lint/render-for-lint.ts'
import { ownFindings } from '../lint/own/index.ts'
import { subchartPaths } from '../lint/subcharts.ts'
import { namespaceOf } from '../namespace.ts'
import { printFindings } from '../output/failure.ts'
import { printLog } from '../print-log.ts'

/** `chartwright lint PATH…`: Helm's verdict over a chart, in Helm's words. */
export const lintCommand: Command = {
  usage: 'lint PATH... [flags]',
  summary: 'examine a chart for possible issues, as helm lint does',
  description: `Runs Helm's tests of whether a chart is well-formed. [ERROR] is what makes an install
fail, [WARNING] what breaks with convention, [INFO] advice. Below, on standard error, stands what
Helm does not look for: values that nothing reads, keys and objects given twice, fields that
Kubernetes refuses. It changes no verdict; --helm-only leaves it out.`,
  flags: {
    strict: { kind: 'bool', help: 'fail on warnings too' },
    quiet: { kind: 'bool', help: 'print only warnings and errors' },
    'with-subcharts': { kind: 'bool', help: 'lint the charts in charts/ too' },
    'skip-schema-validation': { kind: 'bool', help: 'do not check values against values.schema.json' },
    'helm-only': { kind: 'bool', help: "leave out what Helm's own lint would not find" },
    'kube-version': { kind: 'string', value: 'version', help: 'the Kubernetes to judge deprecations by' },
    ...valuesFlags,
  },
  run(context) {
    const { io, flags } = context
    const version = helmVersion(flags)
    const kubeVersion = flags.text('kube-version')
    if (kubeVersion !== '') parseKubeVersion(kubeVersion, version)
    const charts = chartsOf(context, version)
    const values = mergeValueOptions(valueOptions(flags), {
      fileSystem: io.files,
      version,
      stdin: io.readStdin,
    })
    let failed = 0
    let worthPrinting = 0
    let text = ''
    io.progress?.(`examining ${charts.join(', ')}`)
    const findings: Diagnostic[] = []
    for (const path of charts) {
      const outcome = lintOne(context, path, values, version)
      const isBad = isFailure(outcome, flags.isOn('strict'))
      const hasWarnings = 'unreadable' in outcome || outcome.report.hasWarnings
      if (hasWarnings) worthPrinting++
      if (isBad) failed++
      if ('report' in outcome) findings.push(...outcome.own)
      if (flags.isOn('quiet') && !hasWarnings) continue
      text += `${printOutcome(path, outcome, flags.isOn('quiet'))}\n`
    }
    io.stdout(text)
    if (!flags.isOn('helm-only')) printFindings(findings, io)
    const summary = `${charts.length} chart(s) linted, ${failed} chart(s) failed`
    if (failed > 0) throw refusal('lint-failed', summary)
    if (!flags.isOn('quiet') || worthPrinting > 0) io.stdout(`${summary}\n`)
    return 0
  },
}

function chartsOf({ io, flags, args }: CommandContext, version: HelmVersion): string[] {
  if (args.length === 0 && version.line === 4)
    throw refusal('argument-count', '"chartwright lint" requires at least 1 argument', {
      message: 'usage: chartwright lint PATH... [flags]',
    })
  const paths = args.length > 0 ? args : ['.']
  if (!flags.isOn('with-subcharts')) return paths
  return [...paths, ...paths.flatMap((path) => subchartPaths(io.files, path))]
}

function isFailure(outcome: LintOutcome, strict: boolean): boolean {
  if ('unreadable' in outcome) return true
  return outcome.report.messages.some(
    ({ severity }) => severity === 'ERROR' || (strict && severity === 'WARNING'),
  )
}

function printOutcome(path: string, outcome: LintOutcome, quiet: boolean): string {
  const heading = `==> Linting ${path}\n`
  if ('unreadable' in outcome) return `${heading}Error ${outcome.unreadable}\n`
  const shown = outcome.report.messages.filter(({ severity }) => !quiet || severity !== 'INFO')
  return heading + shown.map((message) => `${printLintMessage(message)}\n`).join('')
}

function lintOne(
  { io, flags }: CommandContext,
  path: string,
  values: GoMap,
  version: HelmVersion,
): Exclude<LintOutcome, { report: unknown }> | { report: LintReport; own: Diagnostic[] } {
  const kubeVersion = flags.text('kube-version')
  const skipSchemaValidation = flags.isOn('skip-schema-validation')
  const log = printLog(io, version)
  let own: Diagnostic[] = []
  const outcome = lintChart(io.files, path, {
    version,
    values,
    kubernetesMinor: Number(/^v?\d+\.(\d+)/.exec(kubeVersion)?.[1] ?? version.kubernetesMinor),
    skipSchemaValidation,
    log,
    render: (chart) => {
      if (!flags.isOn('helm-only')) own = ownFindings(chart, undefined)
      const namespace = namespaceOf(flags, io)
      const options = { version, host: io.host, log, namespace, kubeVersion, skipSchemaValidation }
      const rendered = renderForLint(chart, values, options)
      if (rendered && !flags.isOn('helm-only')) own = ownFindings(chart, rendered)
      return rendered
    },
  })
  return 'report' in outcome ? { ...outcome, own } : outcome
}
