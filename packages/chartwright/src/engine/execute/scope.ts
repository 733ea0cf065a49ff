import type { GoFunction } from '../functions/definition.ts'
import type { Place } from './error.ts'
import type { Tracing } from './tracing.ts'

interface Variable {
  name: string
  slot: number
  isElement: boolean
  /** The one declared before it. */
  before: Variable | undefined
}

/** What the compiler of one template knows: where it is, and which slot each variable has. */
export class Scope {
  readonly place: Place
  /** Functions that are the same in every render; others are found in the render itself. */
  readonly pure: ReadonlyMap<string, GoFunction>
  readonly tracing: Tracing | undefined
  /** Slots that an assignment writes, in the order of the text. */
  readonly assigned: number[] = []
  /** Whether the dot is an element of a list or map: Go's messages then speak of interface {}. */
  dotIsElement = false
  #newest: Variable = { name: '$', slot: 0, isElement: false, before: undefined }
  slots = 1

  constructor(place: Place, pure: ReadonlyMap<string, GoFunction>, tracing?: Tracing) {
    this.place = place
    this.pure = pure
    this.tracing = tracing
  }

  /** A new variable. `isElement` says that it holds what a range gives: an interface, in Go's messages. */
  declare(name: string, isElement = false): number {
    const slot = this.slots++
    this.#newest = { name, slot, isElement, before: this.#newest }
    return slot
  }

  /** Undefined in an else, for a variable of its if: Go's parser lets that through, its execution does not. */
  find(name: string): { slot: number; isElement: boolean } | undefined {
    let variable: Variable | undefined = this.#newest
    while (variable && variable.name !== name) variable = variable.before
    return variable
  }

  /** Slots of the variables that can be seen, by name. */
  visible(): Map<string, number> {
    const slots = new Map<string, number>()
    let variable: Variable | undefined = this.#newest
    for (; variable; variable = variable.before)
      if (!slots.has(variable.name)) slots.set(variable.name, variable.slot)
    return slots
  }

  /** Variables declared within are gone behind it. */
  within<T>(compile: () => T): T {
    return this.#with(this.#newest, this.dotIsElement, compile)
  }

  /**
   * What compiles a body when it is first run, with the variables that are visible now: most branches of most
   * charts never are. A trace asks beforehand what a body assigns, and has it compiled at once.
   *
   * @param dotIsElement what the dot is in the body
   */
  later<T>(compile: () => T, dotIsElement = this.dotIsElement): () => T {
    const visible = this.#newest
    if (!this.tracing) return () => this.#with(visible, dotIsElement, compile)
    const compiled = this.#with(visible, dotIsElement, compile)
    return () => compiled
  }

  #with<T>(newest: Variable, dotIsElement: boolean, compile: () => T): T {
    const outer = this.#newest
    const outerDot = this.dotIsElement
    this.#newest = newest
    this.dotIsElement = dotIsElement
    try {
      return compile()
    } finally {
      this.#newest = outer
      this.dotIsElement = outerDot
    }
  }
}
