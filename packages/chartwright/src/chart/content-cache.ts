/**
 * What was made of a text, kept while the process lives: charts are loaded again and again, by batches, by
 * watchers, by the prover, and their files seldom change. A name holds one text at a time; comparing it costs
 * far less than reading it anew. What is kept is shared, so nobody may write to it.
 */
export class ContentCache<T> {
  readonly #mostCharacters: number
  readonly #entries = new Map<string, { text: string; value: T }>()
  #characters = 0

  constructor(mostCharacters = 16 * 1024 * 1024) {
    this.#mostCharacters = mostCharacters
  }

  get(name: string, text: string): T | undefined {
    const entry = this.#entries.get(name)
    return entry?.text === text ? entry.value : undefined
  }

  /** Once it holds more than it may, it begins anew. */
  set(name: string, text: string, value: T): T {
    this.#characters += text.length - (this.#entries.get(name)?.text.length ?? 0)
    if (this.#characters > this.#mostCharacters) {
      this.#entries.clear()
      this.#characters = text.length
    }
    this.#entries.set(name, { text, value })
    return value
  }
}
