import type { ValueOptions } from '../../chart/index.ts'
import type { FlagValues } from './flag.ts'

/** What the values flags say, for `mergeValueOptions`. */
export function valueOptions(flags: FlagValues): ValueOptions {
  return {
    files: flags.list('values'),
    set: flags.list('set'),
    setString: flags.list('set-string'),
    setJson: flags.list('set-json'),
    setFile: flags.list('set-file'),
    setLiteral: flags.list('set-literal'),
  }
}
