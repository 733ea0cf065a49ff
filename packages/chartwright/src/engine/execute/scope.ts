import type { GoFunction } from '../functions/definition.ts'
import type { Place } from './error.ts'
import type { Tracing } from './tracing.ts'

/** What the compiler of one template knows: where it is, and which slot each variable has. */
export class Scope {
  readonly place: Place
  /** Functions that are the same in every render; others are found in the render itself. */
  readonly pure: ReadonlyMap<string, GoFunction>
  readonly tracing: Tracing | undefined
  /** Slots that an assignment writes, in the order of the text. */
  readonly assigned: number[] = []
  #names: { name: string; slot: number; isElement: boolean }[] = [{ name: '$', slot: 0, isElement: false }]
  slots = 1

  constructor(place: Place, pure: ReadonlyMap<string, GoFunction>, tracing?: Tracing) {
    this.place = place
    this.pure = pure
    this.tracing = tracing
  }

  /** A new variable. `isElement` says that it holds what a range gives: an interface, in Go's messages. */
  declare(name: string, isElement = false): number {
    const slot = this.slots++
    this.#names.push({ name, slot, isElement })
    return slot
  }

  /** Undefined in an else, for a variable of its if: Go's parser lets that through, its execution does not. */
  find(name: string): { slot: number; isElement: boolean } | undefined {
    for (let i = this.#names.length; i-- > 0;) if (this.#names[i]!.name === name) return this.#names[i]!
    return undefined
  }

  /** Slots of the variables that can be seen, by name. */
  visible(): Map<string, number> {
    return new Map(this.#names.map(({ name, slot }) => [name, slot]))
  }

  /** Variables declared within are gone behind it. */
  within<T>(compile: () => T): T {
    const outer = this.#names.length
    try {
      return compile()
    } finally {
      this.#names.length = outer
    }
  }
}
