import { linesOfField, nameOf, type RenderedObject } from '../../objects/index.ts'
import type { Explaining } from './explanation.ts'
import { templateLine } from './explanation.ts'
import type { Paint } from './paint.ts'

/** The objects of a render, each with its template. */
export function objectsText({ render, sources }: Explaining, paint: Paint): string {
  const names = render.objects.map(nameOf)
  const width = Math.max(0, ...names.map((name) => name.length))
  const rows = render.objects.map(({ path, events }, at) => {
    const role = events.length > 0 ? `  (${events.join(', ')})` : ''
    return `${paint('bold', names[at]!.padEnd(width))}  ${paint('cyan', sources.fileOf(path) ?? path)}${role}`
  })
  return `${rows.join('\n')}\n`
}

/** A whole object line by line, with the template's line and the values keys at the side. */
export function objectText(object: RenderedObject, from: Explaining, paint: Paint): string {
  const { lines } = linesOfField(from.render, object, [])
  const isSecret = object.kind === 'Secret' && !from.showSecrets
  let inData = false
  const rows = lines.map(({ text, place, content }) => {
    if (/^\S/.test(text)) inData = /^(data|stringData):/.test(text)
    const shown =
      isSecret && inData && /^\s/.test(text)
        ? text.replace(/:.*|^(\s+)[^:]*$/, (_, indent?: string) =>
            indent === undefined ? ': (secret)' : `${indent}(secret)`,
          )
        : text
    const where = place ? templateLine(place, from) : undefined
    const keys = content.map(({ key }) => key).join(' ')
    return {
      shown,
      note: [where ? `${where.file.replace(/^.*\/templates\//, '')}:${where.line}` : '', keys]
        .filter(Boolean)
        .join('  '),
    }
  })
  const width = Math.min(64, Math.max(0, ...rows.map(({ shown }) => shown.length)))
  const printed = rows.map(({ shown, note }) =>
    `${shown.padEnd(width)}  ${paint('dim', `# ${note}`)}`.trimEnd(),
  )
  return `${paint('bold', nameOf(object))}  ${paint('cyan', from.sources.fileOf(object.path) ?? object.path)}\n\n${printed.join('\n')}\n`
}
