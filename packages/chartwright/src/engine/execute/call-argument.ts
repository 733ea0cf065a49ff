import { withoutAddress } from '../../go/values.ts'
import type { AnyNode, Operand } from '../../template/index.ts'
import type { GoType } from '../functions/definition.ts'
import { constantArgument, reflectValue, validated } from './arguments.ts'
import type { Evaluate } from './compile-field.ts'
import { ExecutionError, type Place } from './error.ts'
import type { Frame } from './frame.ts'
import { lastEvaluated } from './last-evaluated.ts'
import type { Scope } from './scope.ts'
import type { Value } from './value.ts'

type CompileOperand = (node: Operand, scope: Scope, tellsNil?: boolean) => Evaluate
type Placed = AnyNode & { pos: number }

const constant = 0
const operand = 1
const piped = 2

/**
 * An argument of a call: a constant, an operand of the template's, or what is piped in. One kind of object that
 * asks itself which it is: a closure for each kind would cost a call where a question does.
 */
export class Argument {
  private readonly source: typeof constant | typeof operand | typeof piped
  private readonly given: unknown
  private readonly evaluate: Evaluate | undefined
  private readonly type: GoType
  private readonly takesText: boolean
  /** Whether it may be a struct whose pointer has methods. */
  private readonly hasAddress: boolean
  private readonly place: Place
  /** The operand, or what stands for the one that is piped in. */
  private readonly node: Placed | Operand

  constructor(
    source: Argument['source'],
    given: unknown,
    evaluate: Evaluate | undefined,
    type: GoType,
    hasAddress: boolean,
    place: Place,
    node: Placed | Operand,
  ) {
    this.source = source
    this.given = given
    this.evaluate = evaluate
    this.type = type
    this.takesText = type === 'any' || type === 'string' || type === reflectValue
    this.hasAddress = hasAddress
    this.place = place
    this.node = node
  }

  /** What the function gets. Throws ExecutionError when it may not have that. */
  value(frame: Frame, dot: Value, fromLeft?: Value): unknown {
    if (this.source === constant) return this.given
    const value = this.source === operand ? this.evaluate!(frame, dot) : fromLeft
    if (typeof value === 'string' && this.takesText) return value
    if (this.type === 'any') {
      if (value === undefined) return null
      return this.hasAddress ? withoutAddress(value) : value
    }
    return validated(value, this.type, (reason) => this.fail(reason))
  }

  private fail(reason: string): never {
    throw new ExecutionError(this.place, lastEvaluated(this.node as Operand), reason)
  }
}

/** @param node what a message about its type names */
export function pipedArgument(type: GoType, place: Place, node: Operand): Argument {
  return new Argument(piped, undefined, undefined, type, true, place, node)
}

/** @param isValue of `and` and `or`, which take what Go holds and not a copy of it */
export function argumentOf(
  node: Operand,
  type: GoType,
  scope: Scope,
  compile: CompileOperand,
  isValue = false,
): Argument {
  const { place } = scope
  const fail = (reason: string): never => {
    throw new ExecutionError(place, lastEvaluated(node), reason)
  }
  const known = (value: unknown) => new Argument(constant, value, undefined, type, false, place, node)
  const worked = (evaluate: () => unknown) =>
    new Argument(operand, undefined, evaluate as Evaluate, reflectValue, false, place, node)
  switch (node.type) {
    case 'number':
    case 'string':
    case 'bool': {
      try {
        return known(constantArgument(node, type, fail))
      } catch (error) {
        return worked(() => {
          throw error
        })
      }
    }
    case 'nil':
      if (type === 'any' || type === reflectValue || type === 'map' || type.startsWith('[]'))
        return worked(() => validated(undefined, type, fail))
      return worked(() => fail(`cannot assign nil to ${type}`))
  }
  // The one struct that charts hand to functions and whose pointer has methods.
  const hasAddress = type === 'any' && !isValue && endsInKubeVersion(node)
  // For such a parameter nil and no value are the same.
  const evaluate = compile(node, scope, type !== 'any')
  return new Argument(operand, undefined, evaluate, type, hasAddress, place, node)
}

function endsInKubeVersion(node: Operand): boolean {
  switch (node.type) {
    case 'field':
    case 'variable':
      return node.idents.at(-1) === 'KubeVersion'
    case 'chain':
      return node.fields.at(-1) === 'KubeVersion'
    case 'pipe':
      return endsInKubeVersion(node.commands.at(-1)!.args.at(-1)!)
  }
  return false
}
