/**
 * What Go's YAML libraries return as an error. `message` is Go's text to the letter; line and column are ours
 * (Go often names the line before, and never a column), counted from 1, columns in UTF-16 units.
 */
export class YamlError extends Error {
  readonly line: number | undefined
  readonly column: number | undefined
  constructor(message: string, line?: number, column?: number) {
    super(message)
    this.name = 'YamlError'
    this.line = line
    this.column = column
  }
}
