/** A schema that cannot be used. `message` is the library's text; `pointer` leads to the place in the schema. */
export class SchemaError extends Error {
  readonly pointer: string | undefined
  constructor(message: string, pointer?: string) {
    super(message)
    this.name = 'SchemaError'
    this.pointer = pointer
  }
}
