/**
 * The fields of one line as Go's encoding/csv reads them, which is how pflag splits the values of a
 * string slice. Throws an Error with Go's message.
 *
 * @example readCsv('a,"b,c"') // ['a', 'b,c']
 */
export function readCsv(text: string): string[] {
  if (text === '') return []
  // Nearly every value has neither; the rest is the rare exact reading.
  if (!/["\r\n]/.test(text)) return text.split(',')
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (text[at] !== '"') {
      const end = text.slice(at).search(/[,\n]/)
      const field = end < 0 ? text.slice(at) : text.slice(at, at + end)
      const quote = field.indexOf('"')
      if (quote >= 0) throw parseError(text, at + quote, 'bare " in non-quoted-field')
      fields.push(field.replace(/\r$/, ''))
      if (end < 0 || text[at + end] === '\n') return fields
      at += end + 1
      continue
    }
    let field = ''
    let from = at + 1
    for (;;) {
      const quote = text.indexOf('"', from)
      if (quote < 0) throw parseError(text, text.length, 'extraneous or missing " in quoted-field')
      field += text.slice(from, quote)
      const next = text[quote + 1]
      if (next === '"') {
        field += '"'
        from = quote + 2
        continue
      }
      fields.push(field)
      if (next === undefined || /^\r?\n/.test(text.slice(quote + 1))) return fields
      if (next !== ',') throw parseError(text, quote, 'extraneous or missing " in quoted-field')
      at = quote + 2
      break
    }
  }
}

function parseError(text: string, at: number, message: string): Error {
  const before = text.slice(0, at).split('\n')
  const column = Buffer.byteLength(before.at(-1)!) + 1
  return new Error(`parse error on line ${before.length}, column ${column}: ${message}`)
}
