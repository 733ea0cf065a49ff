/** The public face of Chartwright: what a platform's chart.ts imports. */
export * from './author/index.ts'
