import { refuse } from '../advice.ts'
import { external as outside, type Connection, type PortRef } from '../network/connection.ts'
import {
  bool,
  group,
  listOf,
  objectName,
  oneOf,
  port,
  quantity,
  string,
  type FaceOf,
} from '../values/declaration.ts'
import type { EnvValue, MaybeNested } from '../workload/env.ts'
import { nameOfNode, toNode, type Arg, type Expr } from '../values/expression.ts'
import { and, eq, not, or, str, when } from '../values/functions.ts'
import { image, workload } from '../values/house-values.ts'
import { hook } from '../workload/job.ts'
import type { ResourceAmounts } from '../values/operator-shapes.ts'
import { ownFields } from '../values/own-fields.ts'
import type { Part } from '../part.ts'
import { http } from '../workload/probe.ts'
import { generated, secret, type Secret, type SecretKey } from '../storage/secret.ts'
import { volume } from '../storage/volume.ts'
import { service } from '../workload/workload.ts'

/** The words for the three places an object store may be in, where a platform's documents have their own. */
export interface StoreModes {
  internal: string
  external: string
  managed: string
}

const plainModes: StoreModes = { internal: 'internal', external: 'external', managed: 'managed' }

/**
 * The values of an object store: a MinIO of this release, one that speaks S3 elsewhere, or S3 of a cloud.
 *
 * @param defaults.modes the words for the three, in the order internal, external, managed
 * @param defaults.elsewhere fields that the platform declares under other names and gives to objectStore() itself
 * @example storage: objectStoreValues({ bucket: 'uploads' })  // and: const store = objectStore('minio', $.storage)
 */
export function objectStoreValues(defaults: {
  modes?: StoreModes
  bucket?: string
  image?: { repository: string; tag: string }
  size?: string
  resources?: ResourceAmounts
  elsewhere?: readonly (keyof StoreFields)[]
}): ReturnType<typeof _whole> {
  const fields = storeFields(defaults)
  const own = Object.fromEntries(
    Object.entries(fields).filter(([key]) => !defaults.elsewhere?.includes(key as keyof StoreFields)),
  ) as typeof fields
  return workload('The object store', own, defaults.resources ? { resources: defaults.resources } : {})
}

function storeFields(defaults: Parameters<typeof objectStoreValues>[0]) {
  const { internal, external, managed } = defaults.modes ?? plainModes
  return {
    mode: oneOf([internal, external, managed]).doc(
      `${internal}: a MinIO of this release, with a claim; ${external}: one that speaks S3, at the endpoint; ${managed}: S3 of a cloud`,
    ),
    bucket: string(defaults.bucket ?? 'uploads')
      .pattern('^[a-z0-9][-a-z0-9.]{1,61}[a-z0-9]$')
      .doc('The bucket; the chart makes it in a MinIO of its own'),
    endpoint: string('').pattern('^[A-Za-z0-9.:_-]*$').doc(`Host and port of the ${external} one`),
    publicEndpoint: string('').doc('The URL under which browsers find it'),
    secure: bool(false).doc(`Speak TLS with the ${external} one`),
    region: string('us-east-1').pattern('^[a-z0-9-]+$').doc(`The region of the bucket, for ${managed}`),
    accessKey: string('').doc('Its access key; empty: a name, for a MinIO of this release'),
    secretKey: string('').doc('The secret of the access key'),
    existingSecret: objectName().doc('A Secret with the keys `access-key` and `secret-key`'),
    port: port(9000).doc('The port of the MinIO of this release, and of the endpoint in policies'),
    cidrs: listOf(string('').pattern('^[0-9a-fA-F.:]+/[0-9]{1,3}$')).doc(
      'Addresses of one that is elsewhere, for policies; any when empty',
    ),
    image: image(defaults.image ?? { repository: 'minio/minio', tag: 'RELEASE.2025-04-22T22-12-26Z' }),
    storage: group('The claim of the MinIO of this release', {
      storageClass: string('').pattern('^[-a-z0-9.]*$').doc('Its class; empty: the default'),
      size: quantity(defaults.size ?? '20Gi').doc('How much it asks for'),
    }),
  }
}

type StoreFields = ReturnType<typeof storeFields>
const _whole = () => workload('', storeFields({}))
export type ObjectStoreValues = FaceOf<ReturnType<typeof _whole>>

/** What a platform says about its store beside the values of objectStoreValues(). */
export interface ObjectStoreSpec {
  /** The words of `modes` in objectStoreValues(). */
  modes?: StoreModes
  bucket?: Arg<string>
  endpoint?: Expr<string>
  /** The keys of a store elsewhere, in a Secret of the platform; and what a MinIO of this release is to be given. */
  keys?: { access: SecretKey; secret: SecretKey; given: readonly [Expr<string>, Expr<string>] }
}

/** An object store as a platform holds it. */
export interface ObjectStore {
  readonly parts: readonly Part[]
  readonly internal: Expr<boolean>
  readonly external: Expr<boolean>
  readonly managed: Expr<boolean>
  /** The S3 API of the one in the release. */
  readonly api: PortRef
  /** `host:port` of those that have one. */
  readonly endpoint: MaybeNested<Arg<string>>
  readonly accessKey: MaybeNested<EnvValue>
  readonly secretKey: MaybeNested<EnvValue>
  readonly connections: readonly Connection[]
}

/**
 * An object store by the values of objectStoreValues(): a MinIO with a claim, keys and its bucket; or what leads
 * to the one elsewhere.
 *
 * @example const store = objectStore('minio', $.storage); env: { S3_ENDPOINT: store.endpoint, S3_KEY: store.accessKey }
 */
export function objectStore(name: string, $: ObjectStoreValues, spec: ObjectStoreSpec = {}): ObjectStore {
  const own = ownFields($) as ObjectStoreValues
  const words = spec.modes ?? plainModes
  const [internal, external, managed] = [words.internal, words.external, words.managed].map((word) =>
    eq($.mode, word),
  ) as [Expr<boolean>, Expr<boolean>, Expr<boolean>]
  const bucket = spec.bucket ?? own.bucket
  const endpoint = spec.endpoint ?? own.endpoint
  const [access, secretValue] = spec.keys?.given ?? [own.accessKey, own.secretKey]
  const existing = spec.keys ? undefined : own.existingSecret
  const auth = secret(`${name}-auth`, {
    ...(existing && { existing }),
    keys: {
      'access-key': generated({ value: access, constant: name }),
      'secret-key': generated({ value: secretValue, length: 40 }),
    },
    when: internal,
  })
  const elsewhere = spec.keys ? undefined : keysElsewhere(name, own, internal)
  const theirs = (key: 'access-key' | 'secret-key'): SecretKey =>
    elsewhere ? elsewhere.key(key) : key === 'access-key' ? spec.keys!.access : spec.keys!.secret
  const keyOf = (key: 'access-key' | 'secret-key') =>
    when(internal, auth.key(key), when(external, theirs(key)))
  const server = minio(name, $, auth, internal)
  const api = server.port('api')
  const makeBucket = hook(`${name}-bucket`, {
    doc: 'Makes the bucket, unless it is there',
    when: internal,
    on: ['post-install', 'post-upgrade'],
    image: $.image,
    values: $,
    command: [
      'sh',
      '-c',
      'mc alias set store "$0" "$ACCESS_KEY" "$SECRET_KEY" && mc mb --ignore-existing "store/$1"',
      str`http://${api.address}`,
      bucket,
    ],
    env: { MC_CONFIG_DIR: '/tmp', ACCESS_KEY: auth.key('access-key'), SECRET_KEY: auth.key('secret-key') },
    writes: ['/tmp'],
    waitsFor: [api],
  })
  const cidrs = own.cidrs && { cidrs: own.cidrs }
  const nameOf = (one: unknown) => nameOfNode(toNode(one)).slice(2)
  const brought = spec.keys?.access.secret.existing ?? existing
  return {
    parts: [
      ...server.parts,
      auth.part,
      ...(elsewhere ? [elsewhere.part] : []),
      makeBucket,
      refuse(
        and(external, not(endpoint)),
        `${nameOf($.mode)} is ${words.external}, which needs ${nameOf(endpoint)}: the host and port of the store.`,
      ),
      refuse(
        and(external, not(or(...(brought ? [brought] : []), and(access, secretValue)))),
        `${nameOf($.mode)} is ${words.external}, which needs ${nameOf(access)} and ${nameOf(secretValue)}${brought ? `, or ${nameOf(brought)}` : ''}.`,
      ),
    ],
    internal,
    external,
    managed,
    api,
    endpoint: when(internal, api.address, when(external, endpoint)),
    accessKey: keyOf('access-key'),
    secretKey: keyOf('secret-key'),
    connections: [
      api,
      when(external, outside(name, { doc: 'A store that speaks S3', port: $.port, ...cidrs })),
      when(managed, outside(`${name}-s3`, { doc: 'S3', port: 443, ...cidrs })),
    ],
  }
}

function keysElsewhere(name: string, own: ObjectStoreValues, internal: Expr<boolean>): Secret {
  return secret(`${name}-keys`, {
    existing: own.existingSecret,
    keys: { 'access-key': own.accessKey, 'secret-key': own.secretKey },
    when: not(internal),
  })
}

function minio(name: string, $: ObjectStoreValues, auth: Secret, internal: Expr<boolean>) {
  const data = volume(`${name}-data`, {
    claim: {
      perReplica: true,
      accessMode: 'ReadWriteOnce',
      storageClass: $.storage.storageClass,
      size: $.storage.size,
    },
  })
  const server = service(name, {
    doc: 'The object store of the release',
    when: internal,
    values: $,
    image: $.image,
    stateful: true,
    replicas: 1,
    args: ['server', '/data', '--address', str`:${$.port}`],
    env: { MINIO_ROOT_USER: auth.key('access-key'), MINIO_ROOT_PASSWORD: auth.key('secret-key') },
    ports: { api: $.port },
    mounts: [data.at('/data', { subPath: 'data' })],
    writes: ['/tmp'],
    restartOn: [auth],
    live: http('api', '/minio/health/live', { periodSeconds: 15, failureThreshold: 6 }),
    ready: http('api', '/minio/health/ready', { periodSeconds: 5 }),
    terminationGracePeriodSeconds: 60,
  })
  return { ...server, parts: [data.part, server.part] }
}
