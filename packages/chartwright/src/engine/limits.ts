/**
 * How much one render may do before it is refused. Helm has no such limits: a chart that would keep it busy for
 * minutes, or take all memory, is stopped here and named. docs/limits.md lists them.
 */
export interface RenderLimits {
  /** Turns of `range` and runs of named templates. */
  steps: number
  /** Characters that one template may print. */
  output: number
}

export const defaultRenderLimits: RenderLimits = { steps: 10_000_000, output: 64 * 1024 * 1024 }

/** What is left of the limits during a render. */
export interface Budget {
  steps: number
  readonly output: number
}

export function newBudget(limits: Partial<RenderLimits> = {}): Budget {
  return { ...defaultRenderLimits, ...limits }
}

/** Thrown in the midst of a template that asks for too much; rendering makes a refusal of it. */
export class LimitError extends Error {
  readonly limit: keyof RenderLimits
  constructor(limit: keyof RenderLimits) {
    super(limit === 'steps' ? 'the render takes too many steps' : 'the template prints too much')
    this.name = 'LimitError'
    this.limit = limit
  }
}
