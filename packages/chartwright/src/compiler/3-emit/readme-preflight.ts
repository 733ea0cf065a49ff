import type { App } from '../../author/index.ts'
import { allKeys, externalClaims, externalConfigs } from './preflight-data.ts'

/** Lines of the README about what must be there first. */
export function requirementLines(app: App): string[] {
  const claims = [...externalClaims(app)].flatMap(({ source }) => {
    if (source.kind !== 'external') return []
    const { accessMode, size, storageClass } = source.requires ?? {}
    const what = [accessMode, size, storageClass && `class ${storageClass}`].filter(Boolean).join(', ')
    const fixed = source.immutable ? '. Its name is immutable' : ''
    return [`A PersistentVolumeClaim${named(source.claimName)}${what ? ` (${what})` : ''}${fixed}`]
  })
  const configs = [...externalConfigs(app).keys()].map(
    () => 'A ConfigMap with the keys below, some of which may be kept in a Secret instead',
  )
  return [...claims, ...configs]
}

function named(name: unknown): string {
  return typeof name === 'string' ? ` \`${name}\`` : ''
}

/** The keys of the operator's configuration, as a table. */
export function configurationTable(app: App): string {
  const rows = [...externalConfigs(app)].flatMap(([config, externals]) =>
    allKeys(config, externals).map(([key, { example, optional, minBytes, doc }]) => {
      const about = [doc, minBytes === undefined ? undefined : `at least ${minBytes} bytes`].filter(Boolean)
      return `| \`${key}\` | ${example === undefined ? '' : `\`${example}\``} | ${optional ? 'No' : 'Yes'} | ${about.join('; ')} |`
    }),
  )
  return rows.length === 0 ? '' : ['| key | example | required | |', '|---|---|---|---|', ...rows].join('\n')
}

/** What the platform reaches outside of the chart, as a table. */
export function dependencyTable(app: App): string {
  const all = new Map(
    [...externalConfigs(app).values()].flatMap((set) => [...set]).map((one) => [one.external.name, one]),
  )
  const rows = [...all.values()].map(({ external }) => {
    const keys = (external.keys ?? []).map((key) => `\`${key}\``).join(' + ')
    return `| ${external.doc ?? external.name} | ${keys} | ${external.fallback ?? 'none: it is needed'} |`
  })
  return rows.length === 0 ? '' : ['| dependency | keys | without it |', '|---|---|---|', ...rows].join('\n')
}
