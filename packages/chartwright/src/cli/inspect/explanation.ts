import type { SourcePlace } from '../../engine/index.ts'
import {
  explainKey,
  includedOn,
  type ExplainedKey,
  type MadeBy,
  type TemplateSources,
  type ValueLayer,
} from '../../explain/index.ts'
import type { TracedRender } from '../../objects/index.ts'
import type { PlatformLines, PlatformPlace } from './platform-lines.ts'
import { isSecretKey } from '../../diff/index.ts'

/** What explanations draw on. */
export interface Explaining {
  render: TracedRender
  sources: TemplateSources
  layers: readonly ValueLayer[]
  platform: PlatformLines | undefined
  showSecrets: boolean
}

/** A place in a template as somebody would open it. */
export interface TemplateLine {
  file: string
  line: number
  column: number
  /** The template's line, without its indent. */
  text: string
  /** The named template that it stands in. */
  define?: string
  platform?: PlatformPlace
}

export function templateLine(place: SourcePlace, { sources, platform }: Explaining): TemplateLine {
  const { template, name, line, column } = place
  const at = platform?.at(place)
  return {
    file: sources.fileOf(template) ?? '(text given to tpl)',
    line,
    column,
    text: sources.textAt(place),
    ...(name !== template && { define: name }),
    ...(at && { platform: { file: at.file, line: at.line, column: at.column } }),
  }
}

/** A key with its value, which is hidden where its name says that it is secret. */
export function keyOf(
  key: string,
  { render, layers, showSecrets }: Explaining,
): ExplainedKey & { isSecret: boolean } {
  const explained = explainKey(key, render.values, layers)
  const isSecret = !showSecrets && isSecretKey(key) && explained.value !== undefined && explained.value !== ''
  return { ...explained, value: isSecret ? undefined : explained.value, isSecret }
}

/** The other templates behind some lines: those that printed parts of them, and those whose text a function was given. */
export function otherTemplates({ place, stack, also }: MadeBy, { sources }: Explaining): SourcePlace[] {
  const known = new Set([...also, ...stack, ...(place ? [place] : [])].map(({ name }) => name))
  const given = place ? includedOn(place, sources).filter(({ name }) => !known.has(name)) : []
  return [...also, ...given]
}
