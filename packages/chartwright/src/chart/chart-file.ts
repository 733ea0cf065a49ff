import { bytesOf, stringOf } from '../go/bytes.ts'

/**
 * A file of a chart. Its text is decoded when first asked for: most files of a chart never are. Of those that are,
 * the bytes are made again for the few who ask for both.
 */
export class ChartFile {
  /** Its path inside its chart, with `/`. */
  readonly name: string
  /** How many bytes it has. */
  readonly size: number
  #content: Uint8Array | string | ChartFile

  /** @param content without a byte order mark, which Helm drops on loading; or a file that has the same */
  constructor(name: string, content: Uint8Array | ChartFile) {
    this.name = name
    this.size = content instanceof ChartFile ? content.size : content.length
    this.#content = content
  }

  get bytes(): Uint8Array {
    const content = this.#content
    if (content instanceof ChartFile) return content.bytes
    return typeof content === 'string' ? bytesOf(content) : content
  }

  /** The content as a Go string: bytes that are not UTF-8 are lone surrogates (go/bytes.ts). */
  get text(): string {
    const content = this.#content
    if (typeof content === 'string') return content
    return content instanceof ChartFile ? content.text : (this.#content = stringOf(content))
  }
}
