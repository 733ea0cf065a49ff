import type { GoFunction } from './functions/definition.ts'
import {
  isEmptyTree,
  parseTemplate,
  type FunctionNames,
  type ListNode,
  type SharedPipes,
  type SyntaxTree,
} from '../template/index.ts'
import { compileTemplate } from './execute/compile-template.ts'
import type { Tracing } from './execute/tracing.ts'
import type { Compiled, Frame } from './execute/frame.ts'
import type { Value } from './execute/value.ts'

/** A named template that is compiled when it first runs: most of a chart's helpers never do. */
export class LazyTemplate implements Compiled {
  readonly name: string
  readonly isEmpty: boolean
  readonly #tree: SyntaxTree
  readonly list: ListNode
  readonly #pure: ReadonlyMap<string, GoFunction>
  readonly #tracing: Tracing | undefined
  #compiled: Compiled | undefined

  constructor(
    name: string,
    list: ListNode,
    tree: SyntaxTree,
    pure: ReadonlyMap<string, GoFunction>,
    tracing: Tracing | undefined,
  ) {
    this.name = name
    this.isEmpty = isEmptyTree(list)
    this.#tree = tree
    this.list = list
    this.#pure = pure
    this.#tracing = tracing
  }

  get slots(): number {
    return this.compiled.slots
  }

  run(frame: Frame, dot: Value): void {
    this.compiled.run(frame, dot)
  }

  private get compiled(): Compiled {
    return (this.#compiled ??= compileTemplate(
      this.list,
      { tree: this.#tree, template: this.name },
      this.#pure,
      this.#tracing,
    ))
  }
}

/**
 * What one file defines: itself under its name, and its named templates.
 *
 * @param pipes pipelines of other files of the same render
 */
export function parseFile(
  name: string,
  text: string,
  functions: FunctionNames,
  pure: ReadonlyMap<string, GoFunction>,
  { tracing, pipes }: { tracing?: Tracing | undefined; pipes?: SharedPipes | undefined } = {},
): LazyTemplate[] {
  // A trace remembers nodes by where they stand.
  const tree = parseTemplate(name, text, { functions, ...(pipes && !tracing && { pipes }) })
  const named = tree.defines.map((define) => new LazyTemplate(define.name, define.list, tree, pure, tracing))
  return [...named, new LazyTemplate(name, tree.root, tree, pure, tracing)]
}

/** Adds templates as text/template does: the last of a name wins, but one without content replaces none. */
export function addTemplates(set: Map<string, LazyTemplate>, templates: readonly LazyTemplate[]): void {
  for (const template of templates) {
    const known = set.get(template.name)
    if (known && template.isEmpty) continue
    set.set(template.name, template)
  }
}
