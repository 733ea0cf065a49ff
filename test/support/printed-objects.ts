import type { GoValue } from '../../packages/chartwright/src/go/index.ts'
import { toJson } from '../../packages/chartwright/src/go/json.ts'
import { parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'

interface Printed {
  values: GoValue[]
  /** The same as plain JSON. */
  objects: unknown[]
}

const known = new Map<string, Printed>()

/** The documents that `template` printed, without empty ones. What is printed again is the same object. */
export const valuesPrinted = (stdout: string): GoValue[] => blocks(stdout).flatMap(({ values }) => values)
export const objectsPrinted = (stdout: string): unknown[] => blocks(stdout).flatMap(({ objects }) => objects)

/** Of two renders of a chart most is the same: each manifest is read once. */
function blocks(stdout: string): Printed[] {
  if (known.size > 20_000) known.clear()
  return stdout.split(/^(?=---\n# Source: )/m).map((text) => {
    const printed = known.get(text) ?? read(text)
    known.set(text, printed)
    return printed
  })
}

function read(text: string): Printed {
  const values = parseYamlDocuments(text).flatMap(({ value }) => (value === null ? [] : [value]))
  return { values, objects: values.map((value) => JSON.parse(toJson(value)) as unknown) }
}
