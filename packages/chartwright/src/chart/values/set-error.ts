/** What strvals says about a text it cannot read; `at` is how far it had read, in code points. */
export class SetError extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}
