import { stringOf } from '../go/bytes.ts'

/** A file of a chart. Its text is decoded when first asked for: most files of a chart never are. */
export class ChartFile {
  /** Its path inside its chart, with `/`. */
  readonly name: string
  /** Without a byte order mark: Helm drops it on loading. */
  readonly bytes: Uint8Array
  #text: string | undefined

  constructor(name: string, bytes: Uint8Array) {
    this.name = name
    this.bytes = bytes
  }

  /** The content as a Go string: bytes that are not UTF-8 are lone surrogates (go/bytes.ts). */
  get text(): string {
    return (this.#text ??= stringOf(this.bytes))
  }
}
