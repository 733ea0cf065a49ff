import { at, plain, platformUnderTest, type Rendered } from '../../../test/support/rendered-chart.ts'
import type { GoMap } from '../../../packages/chartwright/src/go/index.ts'

export { at, plain }
export const { chart, helm, render, refusal, notes } = platformUnderTest('deploy', 'app')

/** A service's Deployment. */
export function deployment(rendered: Rendered, name: string): GoMap {
  return rendered.one('Deployment', `deploy-${name}`)
}

/** Its container. */
export function container(rendered: Rendered, name: string): GoMap {
  return at(deployment(rendered, name), 'spec.template.spec.containers.0') as GoMap
}

/** Its autoscaler. */
export function autoscaler(rendered: Rendered, name: string): GoMap {
  return rendered.one('HorizontalPodAutoscaler', `deploy-${name}`)
}

export const scaled = ['app', 'gitserver', 'git-hook', 'metrics-aggregator', 'static-server']
export const services = [...scaled, 'email-worker']
/** The value's key of a service: objects have hyphens, values underscores. */
export const keyOf = (name: string) => name.replaceAll('-', '_')
