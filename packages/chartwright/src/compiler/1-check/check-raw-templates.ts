import type { Diagnostic } from '../../diagnostics/index.ts'
import type { App, RawTemplatePart, Type } from '../../author/index.ts'
import { parseTemplate } from '../../template/index.ts'
import { problem } from './problem.ts'

/** Raw templates: they parse, stand alone, and read what is declared. What they render nobody has proven. */
export function checkRawTemplates(app: App): Diagnostic[] {
  const seen = new Set<string>()
  return app.parts.flatMap((part) => {
    if (part.part !== 'raw-template') return []
    const problems: Diagnostic[] = []
    const invalid = (message: string) => problems.push(problem('raw-template-invalid', part.at, message))
    if (!/^[a-z0-9][-a-z0-9/]*\.(yaml|tpl|txt)$/.test(part.file) || part.file.includes('..'))
      invalid(
        `"${part.file}" is not the name of a template: lower-case letters, digits, "-" and .yaml or .tpl`,
      )
    if (seen.has(part.file)) invalid(`there are two templates "${part.file}"`)
    seen.add(part.file)
    try {
      parseTemplate(`templates/${part.file}`, part.text, { functions: undefined })
    } catch (error) {
      invalid(
        `templates/${part.file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
    for (const path of undeclared(part, app))
      problems.push(
        problem(
          'value-undeclared',
          part.at,
          `templates/${part.file} reads .Values.${path}, which is not declared`,
          { hint: 'declare it in values({ … })' },
        ),
      )
    if (problems.length > 0) return problems
    return [
      {
        ...problem(
          'template-not-proven',
          part.at,
          `templates/${part.file} is a raw template: what it renders is not proven`,
        ),
        severity: 'info' as const,
      },
    ]
  })
}

/** The paths of values that a raw template names. */
export function valuesIn({ text }: RawTemplatePart): string[] {
  return [...text.matchAll(/(?:^|[^\w.])\$?\.Values((?:\.[A-Za-z_][A-Za-z0-9_]*)+)/g)].map(([, path]) =>
    path!.slice(1),
  )
}

function undeclared(part: RawTemplatePart, app: App): string[] {
  return valuesIn(part).filter((path) => {
    let type: Type | undefined = app.values
    for (const key of path.split('.')) {
      if (type?.t !== 'group') return type === undefined
      if (!Object.hasOwn(type.fields, key)) return true
      type = type.fields[key]!.type
    }
    return false
  })
}
