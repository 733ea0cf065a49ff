import { GoError } from '../../go/error.ts'
import { isMap, newMap, type GoMap, type GoValue } from '../../go/values.ts'
import { intoList, intoMap, parseYaml, toYaml, toYamlPretty, YamlError } from '../../yaml/index.ts'
import { define, type FunctionFamily, type GoFunction } from './definition.ts'

/** YAML, as Helm's Go libraries write and read it. */
export const yaml: FunctionFamily = {
  name: 'yaml',
  pure: {
    toYaml: define(['any'], 'string', (value: GoValue) => {
      try {
        return written(value)
      } catch (error) {
        if (error instanceof YamlError || error instanceof GoError) return ''
        throw error
      }
    }),
    toYamlPretty: define(['any'], 'string', (value: GoValue) => withoutNewline(toYamlPretty(value))),
    fromYaml: define(['string'], 'map', fromYaml),
    fromYamlArray: define(['string'], '[]any', fromYamlArray),
  },
  contextual: ({ helm }): Record<string, GoFunction> => (helm.mustToYaml ? { mustToYaml } : {}),
}

const mustToYaml = define(['any'], 'string', (value: GoValue) => {
  try {
    return written(value)
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`error marshaling into JSON: ${error.message}`)
    throw error instanceof YamlError ? new GoError(error.message) : error
  }
})

function written(value: GoValue): string {
  return withoutNewline(toYaml(value))
}

function withoutNewline(text: string): string {
  return text.charCodeAt(text.length - 1) === 10 ? text.slice(0, -1) : text
}

/** A mistake becomes the value of the key "Error". */
function fromYaml(text: string): GoMap {
  try {
    const { value } = parseYaml(text, { into: intoMap })
    // Null leaves the map as it was, empty; encoding/json alone would make it nil.
    return isMap(value) ? value : newMap()
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    const map = newMap()
    map.Error = error.message
    return map
  }
}

/** A mistake becomes the only item. */
function fromYamlArray(text: string): GoValue[] {
  try {
    const { value } = parseYaml(text, { into: intoList })
    return Array.isArray(value) ? value : []
  } catch (error) {
    if (error instanceof YamlError) return [error.message]
    throw error
  }
}
