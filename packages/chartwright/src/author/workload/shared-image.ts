import { nodeOf, type Arg, type Expr } from '../values/expression.ts'

/** An image of a platform whose images share registry and version, and differ by name. */
export interface SharedImage {
  readonly sharedImage: {
    name: string
    registry: Arg<string>
    tag: Arg<string>
    instead?: Arg<string>
  }
  readonly pullPolicy: Arg<string>
}

/** What a container runs: the values of image(), or one of several that share their values. */
export type Image = Expr<object> | SharedImage

/**
 * One image of many that share a registry and a version.
 *
 * @param from `instead`, when it is not empty, takes the place of the whole: for one fix, or a digest
 * @example image: sharedImage('git-hook', { registry: $.imageRegistry, tag: $.imageTag })
 */
export function sharedImage(
  name: string,
  from: { registry: Arg<string>; tag: Arg<string>; pullPolicy?: Arg<string>; instead?: Arg<string> },
): SharedImage {
  const { registry, tag, instead, pullPolicy = 'IfNotPresent' } = from
  return { sharedImage: { name, registry, tag, ...(instead !== undefined && { instead }) }, pullPolicy }
}

export function isSharedImage(image: Image): image is SharedImage {
  return nodeOf(image) === undefined && 'sharedImage' in image
}
