import { fromToml as decode, type TomlSettings } from '../../go/toml-reader.ts'
import { toToml as encode } from '../../go/toml.ts'
import { newMap, type GoMap, type GoValue } from '../../go/values.ts'
import { define, GoError, type FunctionFamily, type GoFunction } from './definition.ts'

/** TOML, as BurntSushi's library writes and reads it. Mistakes come back as text, or under the key "Error". */
export const toml: FunctionFamily = {
  name: 'toml',
  contextual: ({ helm, host }) => {
    const settings: TomlSettings = { isNew: helm.tomlLinesFromOne, zones: host, now: () => host.now() }
    const write = (value: GoValue) => encode(value, helm.tomlLinesFromOne)
    const functions: Record<string, GoFunction> = {
      toToml: define(['any'], 'string', (value: GoValue) => {
        try {
          return write(value)
        } catch (error) {
          // A panic of reflect is not the encoder's to return.
          if (error instanceof GoError && error.message.startsWith('toml: ')) return error.message
          throw error
        }
      }),
      fromToml: define(['string'], 'map', (text: string) => fromToml(text, settings)),
    }
    if (helm.mustToToml) functions.mustToToml = define(['any'], 'string', write)
    return functions
  },
}

function fromToml(text: string, settings: TomlSettings): GoMap {
  try {
    return decode(text, settings)
  } catch (error) {
    if (!(error instanceof GoError)) throw error
    const map = newMap()
    map.Error = error.message
    return map
  }
}
