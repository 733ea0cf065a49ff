import { linesOf, replaced, templates, type MutationClass } from '../mutation.ts'

const keys = 'claimName|secretName|serviceName|serviceAccountName|configMapName|name'

/** What points at another object by name points at one that is not there. */
export const referenceBroken: MutationClass = {
  name: 'reference broken',
  mutations: (chart) =>
    templates(chart).flatMap(([file, text]) =>
      linesOf(text).flatMap((line) => {
        const found = new RegExp(`^(\\s*(?:- )?(?:${keys}): )(\\{\\{ include .*|.*fullname.*)$`).exec(
          line.text,
        )
        if (!found || line.indent <= 2) return []
        const name = found[2]!
        const instead = name.endsWith('| quote }}')
          ? name.replace(/ \| quote \}\}$/, ' | printf "%s-other" | quote }}')
          : `${name}-other`
        return [replaced(file, line, found[1]!.length, name.length, instead)]
      }),
    ),
}
