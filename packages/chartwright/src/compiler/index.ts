/**
 * From a description (`App`) to a chart: check, plan, emit. Pure: it reads and writes no files; `cli/platform`
 * loads the author's file and writes the chart.
 */
export { compile } from './compile.ts'
export type { EmittedChart } from './3-emit/emit.ts'
export type { Example } from './3-emit/emit-readme.ts'
