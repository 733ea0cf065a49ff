import { apiVersions, type KindName, type Kinds } from '../kubernetes/index.ts'
import { suggest } from '../diagnostics/index.ts'
import type { Arg } from './values/expression.ts'
import type { Condition } from './values/functions.ts'
import { mistake } from './mistake.ts'
import { siteField, type Site } from './site.ts'

/** What of `metadata` an author may give; the chart's labels are added. */
export interface ObjectMetadata {
  /** In place of `<fullname>-<component>`. */
  readonly name?: Arg<string>
  readonly labels?: unknown
  readonly annotations?: unknown
}

/** When an object is there. */
export interface ObjectOptions {
  /** There only then. */
  when?: Condition
  /** Its selector means what this chart does not make: pods of an operator's, or of another release. */
  elsewhere?: true
}

/** An object that no other function of this package makes. */
export interface ObjectPart {
  part: 'object'
  component: string
  apiVersion: string
  kind: string
  /** Its fields beside apiVersion and kind. */
  fields: { readonly metadata?: ObjectMetadata }
  when?: Condition
  elsewhere?: true
  at?: Site
}

/**
 * A Kubernetes object of a kind that has no function of its own. Its fields are typed by Kubernetes' schemas;
 * each may be a value, an expression or a `when()`. It is named after the component and gets the chart's labels.
 *
 * @param component what it belongs to: `<fullname>-<component>` becomes its name, unless metadata says another
 * @example object('Lease', 'election', { spec: { leaseDurationSeconds: $.election.seconds } })
 */
export function object<K extends KindName>(
  kind: K,
  component: string,
  fields: Kinds[K],
  options: ObjectOptions = {},
): ObjectPart {
  if (!Object.hasOwn(apiVersions, kind)) throw unknownKind(kind)
  return part(apiVersions[kind], kind, component, fields, options)
}

function unknownKind(kind: string) {
  const nearest = suggest(kind, Object.keys(apiVersions))
  return mistake('kind-unknown', `Kubernetes itself has no kind "${kind}"`, {
    hint: nearest
      ? `did you mean "${nearest}"?`
      : "write object('ConfigMap', …) without the API's version; customObject() makes custom resources",
  })
}

/**
 * An object of a custom resource. `chartwright import crd` writes functions around this one, whose fields are
 * typed by the resource's own schema.
 *
 * @example customObject('example.com/v1', 'Backup', 'nightly', { spec: { schedule: '0 3 * * *' } })
 */
export function customObject(
  apiVersion: string,
  kind: string,
  component: string,
  fields: object,
  options: ObjectOptions = {},
): ObjectPart {
  return part(apiVersion, kind, component, fields, options)
}

function part(
  apiVersion: string,
  kind: string,
  component: string,
  fields: object,
  { when, elsewhere }: ObjectOptions,
): ObjectPart {
  return {
    part: 'object',
    component,
    apiVersion,
    kind,
    fields: fields as ObjectPart['fields'],
    ...(when && { when }),
    ...(elsewhere && { elsewhere }),
    ...siteField(),
  }
}
