import type { GoFunction } from '../functions/definition.ts'
import type { Place } from './error.ts'
import type { Tracing } from './tracing.ts'

interface Variable {
  name: string
  slot: number
  /** The slot of what it is an element of, in a range. */
  container: number | undefined
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
  /** The slot of what the dot is an element of, in a range: Go's messages name that one's types. */
  dotContainer: number | undefined = undefined
  #newest: Variable = { name: '$', slot: 0, container: undefined, before: undefined }
  slots = 1
  /** Whether `$` is declared anew, as in `{{ $ := .root }}`: from there on it may be another than the template's. */
  declaresRoot = false

  constructor(place: Place, pure: ReadonlyMap<string, GoFunction>, tracing?: Tracing) {
    this.place = place
    this.pure = pure
    this.tracing = tracing
  }

  /** The same variables and dot, for what is said to stand elsewhere. */
  at(place: Place): Scope {
    const scope = new Scope(place, this.pure, this.tracing)
    scope.#newest = this.#newest
    scope.dotContainer = this.dotContainer
    return scope
  }

  /** A new variable; `container` is the slot of what it is an element of, in a range. */
  declare(name: string, container?: number): number {
    const slot = this.slots++
    this.#newest = { name, slot, container, before: this.#newest }
    if (name === '$') this.declaresRoot = true
    return slot
  }

  /** Undefined in an else, for a variable of its if: Go's parser lets that through, its execution does not. */
  find(name: string): { slot: number; container: number | undefined } | undefined {
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
    return this.#with(this.#newest, this.dotContainer, compile)
  }

  /**
   * What compiles a body when it is first run, with the variables that are visible now: most branches of most
   * charts never are. A trace asks beforehand what a body assigns, and has it compiled at once.
   *
   * @param dotContainer what the dot is an element of in the body
   */
  later<T>(compile: () => T, dotContainer = this.dotContainer): () => T {
    const visible = this.#newest
    if (!this.tracing) return () => this.#with(visible, dotContainer, compile)
    const compiled = this.#with(visible, dotContainer, compile)
    return () => compiled
  }

  #with<T>(newest: Variable, dotContainer: number | undefined, compile: () => T): T {
    const outer = this.#newest
    const outerDot = this.dotContainer
    this.#newest = newest
    this.dotContainer = dotContainer
    try {
      return compile()
    } finally {
      this.#newest = outer
      this.dotContainer = outerDot
    }
  }
}
