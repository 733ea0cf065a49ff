const subdomain = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'
const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'

type Check = (name: string) => string[]

const isSubdomain: Check = (name) => [
  ...(length(name) > 253 ? ['must be no more than 253 characters'] : []),
  ...(isDotted(name)
    ? []
    : [
        `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`,
      ]),
]

const isLabel: Check = (name) => {
  const tooLong = length(name) > 63 ? ['must be no more than 63 characters'] : []
  if (!isDotted(name)) {
    return [
      ...tooLong,
      `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`,
    ]
  }
  return name.includes('.') ? [...tooLong, 'must not contain dots'] : tooLong
}

const isLabel1035: Check = (name) => [
  ...(length(name) > 63 ? ['must be no more than 63 characters'] : []),
  ...(isDotted(name) && !name.includes('.') && /^[a-z]/.test(name)
    ? []
    : [
        `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${label1035}')`,
      ]),
]

const isPathSegment: Check = (name) =>
  name === '.' || name === '..'
    ? [`may not be '${name}'`]
    : ['/', '%'].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`)

/** By kind in lower case; any other kind's name is a subdomain (lint/rules/template.go). */
const checks: Record<string, Check> = {
  service: isLabel1035,
  namespace: isLabel,
  certificatesigningrequest: () => [],
  role: isPathSegment,
  clusterrole: isPathSegment,
  rolebinding: isPathSegment,
  clusterrolebinding: isPathSegment,
}

/** What Kubernetes would say about an object's name, in the words of its validation; undefined when it is good. */
export function objectNameProblem(kind: string, name: string): string | undefined {
  const lower = kind.toLowerCase()
  const check = Object.hasOwn(checks, lower) ? checks[lower] : isSubdomain
  const problems = check(name).map((text) => `metadata.name: Invalid value: ${JSON.stringify(name)}: ${text}`)
  if (problems.length === 0) return undefined
  const all = problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`
  return `object name does not conform to Kubernetes naming requirements: ${JSON.stringify(name)}: ${all}`
}

/** The subdomain pattern without its backtracking. */
function isDotted(name: string): boolean {
  return name.split('.').every((part) => /^[a-z0-9-]+$/.test(part) && !/^-|-$/.test(part))
}

function length(name: string): number {
  return new TextEncoder().encode(name).length
}
