import { GoError } from '../../go/error.ts'
import { quote } from '../../go/quote.ts'
import { goLocation, nodeText, type AnyNode, type SyntaxTree } from '../../template/index.ts'

/** Where execution stands: the file a node was parsed from and the named template it belongs to. */
export interface Place {
  tree: Pick<SyntaxTree, 'name' | 'text'>
  /** As `executing "…"` names it. */
  template: string
}

/**
 * text/template's ExecError: a template that could not go on. `reason` is its own part; what a function
 * returned stays behind it as `inner`, as Go's %w keeps it.
 */
export class ExecutionError extends Error {
  readonly place: Place
  readonly node: AnyNode & { pos: number }
  readonly reason: string
  readonly inner: Error | undefined
  #message: string | undefined
  constructor(place: Place, node: AnyNode & { pos: number }, reason: string, inner?: Error) {
    super()
    this.name = 'ExecutionError'
    this.place = place
    this.node = node
    this.reason = reason
    this.inner = inner
  }

  /** `web/templates/a.yaml:3:5` */
  get location(): string {
    return goLocation(this.place.tree, this.node)
  }

  get context(): string {
    return nodeText(this.node)
  }

  /** Go's text, with all that is behind it. */
  override get message(): string {
    return (this.#message ??= this.#write())
  }

  #write(): string {
    const rest = this.inner ? `${this.reason}${this.inner.message}` : this.reason
    return `template: ${this.location}: executing ${quote(this.place.template)} at <${this.context}>: ${rest}`
  }
}

/** An error of Go's that wraps another with %w: `include` and `tpl` return these. */
export class WrappedError extends GoError {
  readonly inner: Error
  constructor(prefix: string, inner: Error) {
    super(prefix + inner.message)
    this.inner = inner
  }
}

/** A panic of Go's runtime in the template itself: it ends the render, or the function whose template it is. */
export class GoPanic extends Error {}

/** What Helm's `required` and `fail` say travels through the template between these marks. */
export const warnStart = 'HELM_ERR_START'
export const warnEnd = 'HELM_ERR_END'
