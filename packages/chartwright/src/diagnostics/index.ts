/**
 * What a user is told when something cannot work. Everything reports through here and this imports
 * nothing, so that every other folder can use it.
 */
export { codes, type Code } from './codes.ts'
export * from './diagnostic.ts'
export { diagnosticsToJson } from './json.ts'
export { printDiagnostic, printDiagnostics, type PrintOptions } from './print.ts'
export { suggest } from './suggest.ts'
