import path from 'node:path'
import { platformUnderTest } from '../../../test/support/rendered-chart.ts'

export const { chart, helm, render, refusal, notes } = platformUnderTest('voice-gateway')
export { at, plain } from '../../../test/support/rendered-chart.ts'

export const example = (name: string) => ['-f', path.join(chart, `examples/${name}.yaml`)]
/** A cluster that has the APIs. */
export const apis = (...versions: string[]) => ['--api-versions', versions.join(',')]
