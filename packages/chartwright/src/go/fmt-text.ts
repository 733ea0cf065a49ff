import { bytesOf } from './bytes.ts'
import { pad, type Flags } from './fmt-flags.ts'
import { quote, quoteToAscii } from './quote.ts'

/** A string by a verb; undefined for one that strings do not have. */
export function formatText(text: string, verb: string, flags: Flags): string | undefined {
  switch (verb) {
    case 'v':
      return flags.sharpV ? pad(quoted(text, flags), flags) : pad(cut(text, flags), flags)
    case 's':
      return pad(cut(text, flags), flags)
    case 'q':
      return pad(quoted(text, flags), flags)
    case 'x':
    case 'X':
      return pad(hex(text, verb, flags), flags)
  }
  return undefined
}

function quoted(text: string, flags: Flags): string {
  const short = cut(text, flags)
  if (flags.sharp && canBackquote(short)) return `\`${short}\``
  return flags.plus ? quoteToAscii(short) : quote(short)
}

/** strconv.CanBackquote: no backquote, no control character but the tab, no byte order mark. */
function canBackquote(text: string): boolean {
  return !/[`\x00-\x08\x0a-\x1f\x7f\ufeff\ud800-\udfff]/u.test(text)
}

function hex(text: string, verb: string, { sharp, space, precision }: Flags): string {
  const bytes = [...bytesOf(text)].slice(0, precision)
  if (bytes.length === 0) return ''
  const start = sharp ? '0x' : ''
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0'))
  const written = start + digits.join(space ? ` ${start}` : '')
  return verb === 'X' ? written.toUpperCase() : written
}

function cut(text: string, { precision }: Flags): string {
  return precision === undefined ? text : [...text].slice(0, precision).join('')
}
