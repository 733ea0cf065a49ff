/**
 * What Go itself does, in JavaScript: kinds of values, strings as bytes, number parsing and printing, fmt,
 * regular expressions, semantic versions. Imports nothing; yaml, chart, template and engine stand on it.
 */
export * from './values.ts'
export { GoError } from './error.ts'
export * from './kind.ts'
