/** What kind of value a flag takes, by pflag's names: a slice splits at commas as CSV, an array does not. */
export type FlagKind =
  | 'bool'
  | 'string'
  | 'stringSlice'
  | 'stringArray'
  | 'stringToString'
  | 'int'
  | 'float32'
  | 'duration'
  // A boolean in Helm 3, the name of a strategy in Helm 4.
  | 'wait'

/** One flag of a command. Names and meanings are Helm's where Helm has the flag. */
export interface Flag {
  readonly kind: FlagKind
  readonly help: string
  readonly shorthand?: string
  /** The word for the value in the help: `--namespace string`. */
  readonly value?: string
  /** The values that it may have, where those are few: shells offer them. */
  readonly choices?: readonly string[]
  /** The value when the flag stands alone, without `=`. Booleans have "true". */
  readonly alone?: string
  /** Shown in the help. */
  readonly default?: string
  /** Accepted, left out of the help, and without an effect here, as it has none in `helm template`. */
  readonly hidden?: boolean
  /** The line of Helm that has it; both by default. */
  readonly helm?: 3 | 4
  /** What Helm 4 says to do instead, from a minor on. */
  readonly deprecated?: { readonly since: number; readonly text: string }
  /** Why it cannot be served here. Using it is an error. */
  readonly refused?: { readonly helm: string; readonly because: string; readonly hint: string }
}

export type Flags = Readonly<Record<string, Flag>>

/** The flags as given. A flag that was not given is absent. */
export class FlagValues {
  readonly #values = new Map<string, string | string[]>()

  isSet(name: string): boolean {
    return this.#values.has(name)
  }
  text(name: string): string {
    return (this.#values.get(name) as string | undefined) ?? ''
  }
  isOn(name: string): boolean {
    return this.#values.get(name) === 'true'
  }
  list(name: string): string[] {
    return (this.#values.get(name) as string[] | undefined) ?? []
  }
  set(name: string, value: string): void {
    this.#values.set(name, value)
  }
  append(name: string, values: readonly string[]): void {
    this.#values.set(name, [...this.list(name), ...values])
  }
}
