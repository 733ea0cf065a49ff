/** An error as a Go function would return it, or the value it would panic with: the engine adds where. */
export class GoError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'GoError'
  }
}
