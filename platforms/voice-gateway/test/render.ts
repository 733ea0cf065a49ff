import path from 'node:path'
import { chartRenderer } from '../../../test/support/rendered-chart.ts'
import { root } from '../../../test/support/repository.ts'

/** The chart under test; the variable names another build of it, as the line-removal check does. */
export const chart = process.env['VOICE-GATEWAY_CHART'] ?? path.join(root, 'charts/voice-gateway')

export const { helm, render, refusal, notes } = chartRenderer('voice-gateway', chart)
export { at, plain } from '../../../test/support/rendered-chart.ts'

export const example = (name: string) => ['-f', path.join(chart, `examples/${name}.yaml`)]
/** A cluster that has the APIs. */
export const apis = (...versions: string[]) => ['--api-versions', versions.join(',')]
