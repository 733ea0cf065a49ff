import type { Diagnostic } from '../../diagnostics/index.ts'
import { nodeOf, whenOf, type App, type WorkloadPart } from '../../author/index.ts'
import { problem } from './problem.ts'

/** Numbers that a description writes out and Kubernetes refuses. */
export function checkNumbers(app: App): Diagnostic[] {
  return app.parts.flatMap((part) => (part.part === 'workload' ? numbers(part) : []))
}

function numbers({ name, spec, at }: WorkloadPart): Diagnostic[] {
  const wrong = (message: string, hint?: string) => [
    problem('number-invalid', at, message, { ...(hint && { hint }) }),
  ]
  const counts = {
    replicas: spec.replicas,
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
  }
  const budget = typeof spec.disruptionBudget === 'object' ? spec.disruptionBudget : undefined
  const shares = {
    ...(typeof spec.strategy === 'object' && spec.strategy),
    ...(budget && !nodeOf(budget) && !whenOf(budget) && budget),
  }
  const bad = [
    ...Object.entries(counts).flatMap(([what, count]) =>
      isCount(count) ? [] : wrong(`"${name}" has ${what} ${String(count)}, which is no number from 0 on`),
    ),
    ...Object.entries(shares).flatMap(([what, share]) =>
      isCount(share) || isShare(share)
        ? []
        : wrong(
            `"${name}" has ${what} ${String(share)}`,
            'a number from 0 on, or a share as "25%", at most "100%"',
          ),
    ),
  ]
  const { maxSurge, maxUnavailable } = typeof spec.strategy === 'object' ? spec.strategy : {}
  const none = (share: unknown) => share === 0 || share === '0%'
  if (none(maxSurge) && none(maxUnavailable))
    bad.push(
      ...wrong(
        `"${name}" may neither add a pod nor take one away, so that no upgrade could begin`,
        'let one of maxSurge and maxUnavailable be 1',
      ),
    )
  return bad
}

/** What is no plain number is a value of the operator's, whose schema speaks. */
function isCount(count: unknown): boolean {
  return typeof count === 'number' ? Number.isInteger(count) && count >= 0 : typeof count !== 'string'
}

function isShare(share: unknown): boolean {
  return typeof share === 'string' && /^(100|[1-9]?[0-9])%$/.test(share)
}
