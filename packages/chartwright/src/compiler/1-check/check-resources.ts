import type { Diagnostic } from '../../diagnostics/index.ts'
import type { App, Field, Json, Site, Type } from '../../author/index.ts'
import { problem } from './problem.ts'
import { amountOf } from './quantity.ts'

/** Default resources that Kubernetes would refuse: what is no quantity, and requests above limits. */
export function checkResources(app: App): Diagnostic[] {
  return Object.entries(app.values.fields).flatMap(([name, field]) =>
    within(name, field.type, field.default, app.declaredAt.get(name)),
  )
}

function within(path: string, type: Type, value: Json, at: Site | undefined): Diagnostic[] {
  if (type.t === 'group')
    return Object.entries(type.fields).flatMap(([key, field]: [string, Field]) =>
      within(`${path}.${key}`, field.type, field.default, at),
    )
  if (type.t === 'map' && type.of.t === 'group') {
    const { fields } = type.of
    return Object.entries((value ?? {}) as Record<string, Record<string, Json>>).flatMap(([name, entry]) =>
      Object.entries(entry).flatMap(([key, one]) =>
        fields[key] ? within(`${path}.${name}.${key}`, fields[key].type, one, at) : [],
      ),
    )
  }
  return type.t === 'user' && type.what.name === 'resources' ? amounts(path, value, at) : []
}

function amounts(path: string, value: Json, at: Site | undefined): Diagnostic[] {
  const { requests = {}, limits = {} } = (value ?? {}) as Record<string, Record<string, Json>>
  const all = [
    ...Object.entries(requests).map(([key, one]) => [`requests.${key}`, one] as const),
    ...Object.entries(limits).map(([key, one]) => [`limits.${key}`, one] as const),
  ]
  const unreadable = all
    .filter(([, one]) => amountOf(one) === undefined)
    .map(([key, one]) =>
      problem(
        'resources-invalid',
        at,
        `the default of "${path}.${key}" is ${JSON.stringify(one)}, which is no quantity`,
        {
          hint: 'write it as "500m", "2" or "1Gi"',
        },
      ),
    )
  const over = Object.entries(requests)
    .filter(([key, one]) => (amountOf(one) ?? 0) > (amountOf(limits[key]) ?? Infinity))
    .map(([key, one]) =>
      problem(
        'resources-invalid',
        at,
        `the defaults of "${path}" request ${String(one)} of ${key}, above the limit of ${String(limits[key])}`,
      ),
    )
  return [...unreadable, ...over]
}
