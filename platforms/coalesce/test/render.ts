import path from 'node:path'
import { at, plain, platformUnderTest, type Rendered } from '../../../test/support/rendered-chart.ts'
import { root } from '../../../test/support/repository.ts'

export { at, plain, type Rendered }
export const { chart, helm, render, refusal, notes } = platformUnderTest('coalesce')

export const platform = path.join(root, 'platforms/coalesce')
export const example = (name: string) => ['-f', path.join(chart, `examples/${name}.yaml`)]
/** What the set-up of development gives. */
export const development = ['default.environment', 'kind.values'].flatMap((name) => [
  '-f',
  path.join(platform, `deploy/${name}.yaml`),
])

export const api = 'coalesce-api-server'
export const collab = 'coalesce-collab-server'
export const audio = 'coalesce-audio-processor'
export const kratos = 'coalesce-kratos'
export const pages = 'coalesce-kratos-ui'
export const courier = 'coalesce-kratos-courier'

/** A Secret's key, as a variable refers to it. */
export const key = (name: string, key: string) => ({ secretKeyRef: { name, key } })
export const secretOf = (rendered: Rendered, name: string) =>
  at(rendered.one('Secret', name), 'stringData') as Record<string, string>

interface Rule {
  ports?: { port: number }[]
  from?: { podSelector?: { matchLabels: Record<string, string> } }[]
  to?: { podSelector?: { matchLabels: Record<string, string> } }[]
}
const component = 'app.kubernetes.io/component'

/** Who may come to a component, as `port from who`; `anybody` where a rule names none. */
export function callers(rendered: Rendered, name: string): string[] {
  return peers(rendered, name, 'ingress', ({ from }) => from)
}

/** Whom a component may call. */
export function calls(rendered: Rendered, name: string): string[] {
  return peers(rendered, name, 'egress', ({ to }) => to)
}

function peers(rendered: Rendered, name: string, side: string, of: (rule: Rule) => Rule['from']): string[] {
  const rules = (plain(at(rendered.one('NetworkPolicy', name), `spec.${side}`)) ?? []) as Rule[]
  return rules.flatMap((rule) =>
    (rule.ports ?? []).flatMap(({ port }) =>
      (of(rule) ?? [undefined]).map(
        (peer) => `${port} ${peer ? (peer.podSelector?.matchLabels[component] ?? 'the cluster') : 'anybody'}`,
      ),
    ),
  )
}
