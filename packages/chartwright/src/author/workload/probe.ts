import type { Arg } from '../values/expression.ts'
import { siteField, type Site } from '../site.ts'

/** How a pod is asked whether it is ready, or alive: by `http`, `tcp` or `exec`. */
export interface Probe {
  readonly handler:
    | { http: { port: string; path: Arg<string> } }
    | { tcp: { port: string } }
    | { exec: readonly Arg<string>[] }
  readonly timing: ProbeTiming
  readonly at?: Site
}

/** Seconds and counts, by Kubernetes' own names. */
export interface ProbeTiming {
  initialDelaySeconds?: number
  periodSeconds?: number
  timeoutSeconds?: number
  failureThreshold?: number
}

/** Asks a port for a path over HTTP. @example ready: http('health', '/health') */
export function http(port: string, path: Arg<string>, timing: ProbeTiming = {}): Probe {
  return { handler: { http: { port, path } }, timing, ...siteField() }
}

/** Opens a connection to a port. @example live: tcp('redis') */
export function tcp(port: string, timing: ProbeTiming = {}): Probe {
  return { handler: { tcp: { port } }, timing, ...siteField() }
}

/** Runs a command in the container. @example live: exec(['redis-cli', 'ping']) */
export function exec(command: readonly Arg<string>[], timing: ProbeTiming = {}): Probe {
  return { handler: { exec: command }, timing, ...siteField() }
}
