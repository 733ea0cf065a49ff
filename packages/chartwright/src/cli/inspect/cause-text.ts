import type { Cause } from '../../diff/index.ts'
import type { Paint } from './paint.ts'
import { shortValue } from './value-text.ts'

/** Why fields changed, in one line. */
export function causeText(cause: Cause, paint: Paint): string {
  const moved = (from: string, to: string) => `${paint('red', from)} → ${paint('green', to)}`
  switch (cause.type) {
    case 'value':
      if (cause.isSecret) return `${paint('bold', cause.key)}: another value (hidden: see --show-secrets)`
      return `${paint('bold', cause.key)}: ${moved(shortValue(cause.from), shortValue(cause.to))}`
    case 'template': {
      const word = { added: 'is new', removed: 'is gone', changed: 'changed' }[cause.change]
      return cause.isDefined
        ? `${paint('bold', `template "${cause.name}"`)} ${word} (${cause.file}:${cause.line})`
        : `${paint('bold', cause.file)} ${word}`
    }
    case 'chart':
      return `${paint('bold', `${cause.field} of ${cause.chart}`)}: ${moved(cause.from, cause.to)}`
    case 'option':
      return `${paint('bold', cause.option)}: ${moved(cause.from || '(default)', cause.to || '(default)')}`
    case 'digest':
      return paint('bold', 'digests of what changed')
    case 'unknown':
      return paint('bold', 'no cause found')
  }
}
