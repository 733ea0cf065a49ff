import { failed, hasErrors, succeeded, type Result } from '../diagnostics/index.ts'
import { withoutSites, type App } from '../author/index.ts'
import { check } from './1-check/check.ts'
import { plan } from './2-plan/plan.ts'
import { emit, type EmittedChart } from './3-emit/emit.ts'
import type { Example } from './3-emit/emit-readme.ts'
import { selfCheck } from './self-check.ts'

/**
 * Compiles a description into the files of a chart. The same description always gives the same bytes.
 *
 * @param examples values files that show the platform's topologies, copied beside the chart
 * @example const result = compile(app)
 *   if (result.ok) result.value.files.get('templates/web-deployment.yaml')
 */
export function compile(app: App, examples: readonly Example[] = []): Result<EmittedChart> {
  return withoutSites(() => {
    const problems = check(app)
    if (hasErrors(problems)) return failed(problems)
    const planned = plan(app)
    const chart = emit(app, planned.plan, planned.reserved, examples)
    selfCheck(chart)
    return succeeded(chart, problems)
  })
}
