import { suggest, type Diagnostic } from '../../diagnostics/index.ts'
import type { PatchPart } from '../../author/index.ts'
import { problem } from '../1-check/problem.ts'
import { isControl, type Flow, type Resource, type Yaml } from '../ir.ts'
import type { Planning } from './context.ts'
import { mergePatch } from './merge-patch.ts'

/** Changes planned objects as patches say. Mistakes of several patches are reported together. */
export function applyPatches(planning: Planning): void {
  const { problems } = planning
  for (const part of planning.app.parts) {
    if (part.part !== 'patch') continue
    const target = planning.plan.resources.find(
      ({ kind, component }) => kind === part.kind && component === part.component,
    )
    if (target) problems.push(...patchResource(target, part))
    else problems.push(unknownTarget(part, planning.plan.resources))
  }
}

function patchResource(target: Resource, part: PatchPart): Diagnostic[] {
  const problems: string[] = []
  const patched = (flow: Flow<Yaml>): Flow<Yaml> => {
    if (!isControl(flow)) return flow.y === 'map' ? mergePatch(flow, part.fields, part.at, problems) : flow
    if (flow.f === 'each') return { ...flow, body: flow.body.map(patched) }
    if (flow.f !== 'if') return flow
    const otherwise = flow.otherwise?.map(patched)
    return { ...flow, then: flow.then.map(patched), ...(otherwise && { otherwise }) }
  }
  target.body = Array.isArray(target.body) ? target.body.map(patched) : patched(target.body)
  return [...new Set(problems)].map((message) =>
    problem('patch-refused', part.at, `${part.kind} "${part.component}": ${message}`),
  )
}

function unknownTarget(part: PatchPart, resources: readonly Resource[]): Diagnostic {
  const sameKind = resources.filter(({ kind }) => kind === part.kind).map(({ component }) => component)
  const sameComponent = resources.filter(({ component }) => component === part.component)
  const nearest = suggest(part.component, sameKind)
  const known =
    sameComponent.length > 0
      ? `"${part.component}" has ${sameComponent.map(({ kind }) => kind).join(', ')}`
      : `there is ${part.kind} for ${sameKind.join(', ') || 'nothing'}`
  return problem(
    'patch-target-unknown',
    part.at,
    `there is no ${part.kind} of "${part.component}" to patch`,
    {
      notes: [{ message: known }],
      ...(nearest !== undefined && { hint: `did you mean "${nearest}"?` }),
    },
  )
}
