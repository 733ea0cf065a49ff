import type { GoFunction } from './functions/definition.ts'
import {
  isEmptyTree,
  parseTemplate,
  type FunctionNames,
  type ListNode,
  type SharedPipes,
} from '../template/index.ts'
import { compileTemplate } from './execute/compile-template.ts'
import type { Place } from './execute/error.ts'
import type { Tracing } from './execute/tracing.ts'
import type { Compiled, Frame } from './execute/frame.ts'
import type { Value } from './execute/value.ts'

/** A named template that is compiled when it first runs: most of a chart's helpers never do. */
export class LazyTemplate implements Compiled {
  readonly name: string
  readonly isEmpty: boolean
  readonly #place: Place
  readonly #isFile: boolean
  readonly #pure: ReadonlyMap<string, GoFunction>
  readonly #tracing: Tracing | undefined
  #list: ListNode | undefined
  #compiled: Compiled | undefined

  /** @param isFile whether its body is a file's, apart from what is defined there */
  constructor(
    place: Place,
    list: ListNode,
    isFile: boolean,
    pure: ReadonlyMap<string, GoFunction>,
    tracing?: Tracing,
  ) {
    this.name = place.template
    this.isEmpty = isEmptyTree(list)
    this.#place = place
    this.#isFile = isFile
    this.#pure = pure
    this.#tracing = tracing
    this.#list = list
  }

  get list(): ListNode {
    const { name, text } = this.#place.tree
    // It was read before, with the functions that it names.
    return (this.#list ??= parseTemplate(name, text, { functions: undefined }).root)
  }

  get slots(): number {
    return (this.#compiled ??= this.#compile()).slots
  }

  run(frame: Frame, dot: Value): void {
    ;(this.#compiled ??= this.#compile()).run(frame, dot)
  }

  /** Forgets what was made of a file's own template: should it run again, its text is read again. */
  release(): void {
    if (!this.#isFile) return
    this.#list = undefined
    this.#compiled = undefined
  }

  #compile(): Compiled {
    return compileTemplate(this.list, this.#place, this.#pure, this.#tracing)
  }
}

interface FileOptions {
  tracing?: Tracing | undefined
  /** Pipelines of other files of the same render. */
  pipes?: SharedPipes | undefined
  uncountedComments?: boolean
}

/**
 * What one file defines: itself under its name, and its named templates.
 *
 * @param functions which words are functions
 */
export function parseFile(
  name: string,
  text: string,
  functions: FunctionNames,
  pure: ReadonlyMap<string, GoFunction>,
  { tracing, pipes, uncountedComments = false }: FileOptions = {},
): LazyTemplate[] {
  // A trace remembers nodes by where they stand.
  const tree = parseTemplate(name, text, {
    functions,
    uncountedComments,
    ...(pipes && !tracing && { pipes }),
  })
  // Without its nodes: each template has its own.
  const source = { name, text }
  const template = (own: string, list: ListNode, isFile: boolean) =>
    new LazyTemplate({ tree: source, template: own }, list, isFile, pure, tracing)
  const named = tree.defines.map((define) => template(define.name, define.list, false))
  return [...named, template(name, tree.root, true)]
}

/** Adds templates as text/template does: the last of a name wins, but one without content replaces none. */
export function addTemplates(set: Map<string, LazyTemplate>, templates: readonly LazyTemplate[]): void {
  for (const template of templates) {
    const known = set.get(template.name)
    if (known && template.isEmpty) continue
    set.set(template.name, template)
  }
}
