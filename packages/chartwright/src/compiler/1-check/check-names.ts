import type { Diagnostic } from '../../diagnostics/index.ts'
import { nameOfNode, type App, type Part, type Site } from '../../author/index.ts'
import { houseHelpers } from '../2-plan/house-helpers.ts'
import { noteAt, problem } from './problem.ts'

// RFC 1123. Kubernetes: Services are DNS labels of 63; Helm: a release has at most 53 characters, of which the
// full name keeps what the longest suffix leaves.
const label = /^[a-z]([-a-z0-9]*[a-z0-9])?$/
const longestName = 40

/** Names of components: right for Kubernetes, short enough, each once. */
export function checkNames(app: App): Diagnostic[] {
  const problems: Diagnostic[] = []
  for (const key of ['name', 'version', 'description', 'kubernetes'] as const)
    if (typeof app.meta[key] !== 'string' || app.meta[key] === '')
      problems.push(
        problem('name-invalid', app.at, `the chart has no ${key}`, {
          hint: `give it in chart({ ${key}: … })`,
        }),
      )
  if (problems.length > 0) return problems
  if (!label.test(app.meta.name))
    problems.push(
      problem('name-invalid', app.at, `the chart's name "${app.meta.name}" is not a DNS label`, {
        hint: rule,
      }),
    )
  if (!/^\d+\.\d+\.\d+([-+].*)?$/.test(app.meta.version))
    problems.push(
      problem('name-invalid', app.at, `the chart's version "${app.meta.version}" is not a SemVer version`),
    )
  if (!/^1\.\d+$/.test(app.meta.kubernetes))
    problems.push(
      problem('name-invalid', app.at, `"${app.meta.kubernetes}" is not a minor version of Kubernetes`, {
        hint: 'write it as "1.25"',
      }),
    )
  for (const part of app.parts)
    if (part.part === 'object' && (!label.test(part.component) || part.component.length > longestName))
      problems.push(
        problem('name-invalid', part.at, `"${part.component}" is not the name of a component`, {
          hint: `${rule}, at most ${longestName}`,
        }),
      )
  const helpers = new Set(houseHelpers(63).map(({ name }) => name))
  for (const part of app.parts) {
    if (part.part !== 'derived') continue
    if (!/^[a-z][A-Za-z0-9]*$/.test(part.helper))
      problems.push(
        problem('name-invalid', part.at, `"${part.helper}" is not the name of a template`, {
          hint: 'letters and digits, beginning with a small letter',
        }),
      )
    if (helpers.has(part.helper))
      problems.push(problem('name-duplicate', part.at, `there are two templates named "${part.helper}"`))
    helpers.add(part.helper)
  }
  const seen = new Map<string, Site | undefined>()
  for (const part of app.parts) {
    if (!('name' in part)) continue
    if (!label.test(part.name))
      problems.push(problem('name-invalid', part.at, `"${part.name}" is not a DNS label`, { hint: rule }))
    else if (part.name.length > longestName)
      problems.push(
        problem(
          'name-too-long',
          part.at,
          `"${part.name}" has ${part.name.length} characters; ${longestName} is the most`,
          {
            notes: [{ message: 'names of objects have 63 characters, and the release stands in front' }],
          },
        ),
      )
    // A Service and a claim may share a name in Kubernetes, but a reader and a file could not tell them apart.
    // A way in is named after what it leads to: its kinds and files are of no other part.
    const isWayIn = part.part === 'route' || part.part === 'stream-route'
    const taken = isWayIn ? `way in: ${part.name}` : part.name
    if (seen.has(taken))
      problems.push(
        problem('name-duplicate', part.at, `there are two parts named "${part.name}"`, {
          notes: [noteAt(seen.get(taken), 'the first is here')],
        }),
      )
    else seen.set(taken, part.at)
    problems.push(...keysOf(part))
    if (part.part === 'workload' && part.pool) {
      if (typeof part.pool.label === 'string' && !labelKey.test(part.pool.label))
        problems.push(
          problem('name-invalid', part.at, `"${part.pool.label}" is not the key of a label`, {
            hint: 'as "example.com/pool": a domain, "/" and a name of at most 63',
          }),
        )
      const { over } = part.pool
      const keys = over.e === 'value' && over.type.t === 'map' ? over.type.keys : undefined
      if (!keys?.maxLength || keys.maxLength + part.name.length > longestName)
        problems.push(
          problem(
            'name-too-long',
            part.at,
            `the keys of ${nameOfNode(over)} enter names, but have no limit that leaves room`,
            {
              hint: `declare it as mapOf(…, { key: dnsLabel('', 20) })`,
            },
          ),
        )
    }
  }
  return problems
}

// Kubernetes: keys of labels, of which the part before the slash is a DNS name.
const labelKey =
  /^(?=.{1,317}$)([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/

/** The keys of Secrets and ConfigMaps are names of files; those of variables() are names of variables. */
function keysOf(part: Part): Diagnostic[] {
  const refuse = (name: string, key: string, what: string) =>
    problem(
      'name-invalid',
      'at' in part ? part.at : undefined,
      `"${key}" of "${name}" is not the name of a ${what}`,
      {
        hint:
          what === 'variable'
            ? 'letters, digits and "_", beginning with no digit'
            : 'letters, digits, "-", "_" and "."; folders are mounts of their own',
      },
    )
  if (part.part === 'secret' || part.part === 'config') {
    const keys = Object.keys(part.part === 'secret' ? part.keys : part.files)
    const files = keys.filter((key) => !/^(?!\.{1,2}$)[-._a-zA-Z0-9]{1,253}$/.test(key))
    const variables = part.part === 'config' ? Object.keys(part.variables ?? {}) : []
    const wrong = variables.filter((key) => !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(key))
    return [
      ...files.map((key) => refuse(part.name, key, 'file')),
      ...wrong.map((key) => refuse(part.name, key, 'variable')),
    ]
  }
  return []
}

const rule = 'lower-case letters, digits and "-", beginning with a letter'
