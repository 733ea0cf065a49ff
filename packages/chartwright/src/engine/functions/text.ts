import { stringOf } from '../../go/bytes.ts'
import { bytesIn } from '../../go/json.ts'
import { printValue } from '../../go/print.ts'
import { GoSlice, type GoValue } from '../../go/values.ts'

/** sprig's strval: a value as `toString`, `quote`, `join` and map keys made by `dict` show it. */
export function toText(value: GoValue): string {
  if (typeof value === 'string') return value
  if (value instanceof GoSlice && value.element === 'uint8') return stringOf(bytesIn(value))
  return printValue(value)
}
