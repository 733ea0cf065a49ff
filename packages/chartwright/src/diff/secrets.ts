import { isDigest } from './find-causes.ts'
import type { Cause, Difference, FieldChange } from './types.ts'

/**
 * The difference without what Secrets hold, and without the values that go into them. A value that is seen in
 * another field too (a name that a URL holds) stays.
 */
export function withoutSecrets(difference: Difference): Difference {
  const moved = new Map<string, boolean>()
  for (const { to, from, fields, causes } of difference.objects) {
    const isSecret = (to ?? from)!.kind === 'Secret'
    for (const cause of causes) note(moved, cause, isSecret)
    for (const field of fields)
      for (const cause of field.causes) note(moved, cause, field.isSecret || isDigest(field.to))
  }
  const hide = (cause: Cause): Cause =>
    cause.type === 'value' && (moved.get(cause.key) || isSecretKey(cause.key))
      ? { type: 'value', key: cause.key, from: undefined, to: undefined, isSecret: true }
      : cause
  const hideField = ({ from, to, ...field }: FieldChange): FieldChange => ({
    ...field,
    ...(!field.isSecret && from !== undefined && { from }),
    ...(!field.isSecret && to !== undefined && { to }),
    causes: field.causes.map(hide),
  })
  return {
    ...difference,
    objects: difference.objects.map((object) => ({
      ...object,
      fields: object.fields.map(hideField),
      causes: object.causes.map(hide),
    })),
  }
}

/** Notes whether all that a key moves is secret, or a digest of it. */
function note(moved: Map<string, boolean>, cause: Cause, isHidden: boolean): void {
  if (cause.type === 'value') moved.set(cause.key, (moved.get(cause.key) ?? true) && isHidden)
}

/** A key that is called so is not printed, wherever its value goes. */
export function isSecretKey(key: string): boolean {
  const name = key.split('.').at(-1)!
  return /(password|passwd|secret|token|credential|(api|private|access|encryption)key)$/i.test(name)
}
