import { suggest } from '../../diagnostics/index.ts'
import { problem } from '../1-check/problem.ts'
import type { Planning } from './context.ts'

/** Gives templates the names that the author asked for. Two of one name, or a name of nothing, are refused. */
export function nameFiles({ app, plan, problems: all }: Planning): void {
  const wanted = Object.entries(app.meta.files ?? {})
  if (wanted.length === 0) return
  const known = plan.resources.map(({ file }) => file)
  const refuse = (message: string, hint: string) => problem('file-name-refused', app.at, message, { hint })
  const problems = wanted.flatMap(([from, to]) => {
    if (!/^[a-z0-9][-a-z0-9./]*\.yaml$/.test(to) || to.includes('..'))
      return [
        refuse(`"${to}" is no name of a template`, 'lower-case letters, digits and "-", ending in .yaml'),
      ]
    if (known.includes(from)) return []
    const nearest = suggest(from, known)
    return [
      refuse(
        `files renames "${from}", but there is no such template`,
        nearest === undefined ? 'look into templates/ for the names' : `did you mean "${nearest}"?`,
      ),
    ]
  })
  const renamed = known.map((file) => app.meta.files?.[file] ?? file)
  const twice = renamed.find((file, index) => renamed.indexOf(file) < index && known.indexOf(file) !== index)
  if (problems.length === 0 && twice !== undefined)
    problems.push(refuse(`two templates would be called "${twice}"`, 'choose another name for one of them'))
  all.push(...problems)
  for (const resource of plan.resources) resource.file = app.meta.files?.[resource.file] ?? resource.file
}
