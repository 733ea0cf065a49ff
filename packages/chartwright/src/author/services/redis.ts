import { config } from '../storage/config.ts'
import { external as connectTo, type Connection } from '../network/connection.ts'
import {
  bool,
  group,
  int,
  objectName,
  oneOf,
  port,
  quantity,
  string,
  type FaceOf,
} from '../values/declaration.ts'
import type { Env } from '../workload/env.ts'
import { nodeOf, type Expr } from '../values/expression.ts'
import { and, eq, not, or, str, when } from '../values/functions.ts'
import { image, workload } from '../values/house-values.ts'
import { resources } from '../values/operator-shapes.ts'
import type { Part } from '../part.ts'
import { exec, tcp } from '../workload/probe.ts'
import { redisScripts } from './redis-scripts.ts'
import { generated, secret } from '../storage/secret.ts'
import { volume } from '../storage/volume.ts'
import { componentName } from '../workload/component-name.ts'
import { service, type Service } from '../workload/workload.ts'

/**
 * The values of a Redis: in the chart, with replicas and failover by Sentinel, or somewhere else.
 *
 * @param defaults the name that documents give its Secret, how many pods, the size of their claims
 * @example redis: redisValues({ secret: 'shop-redis' })  // and then: redis('redis', $.redis)
 */
export function redisValues(defaults: { secret?: string; replicas?: number; size?: string } = {}) {
  const fields = {
    enabled: bool(true).doc('Run it in this release; otherwise `external` says which one to use'),
    architecture: oneOf(['replication', 'standalone']).doc(
      'replication: a master, its replicas and Sentinel, which makes a replica the master when the master fails; standalone: one pod',
    ),
    image: image({ repository: 'redis', tag: '7.4.2-alpine' }),
    auth: group('Its password', {
      enabled: bool(true).doc('Ask for one'),
      existingSecret: objectName(defaults.secret).doc(
        defaults.secret
          ? 'The Secret with the key `redis-password`. This one is made when it is absent; any other must be there'
          : 'A Secret with the key `redis-password`; the chart makes none then',
      ),
      password: string('').doc('The password; empty: the chart makes one'),
    }),
    replica: group('Its pods', {
      replicaCount: int(defaults.replicas ?? 3)
        .min(3)
        .max(15)
        .doc('How many in replication. An odd number: a majority of them decides who is master'),
      persistence: group('What they keep', {
        enabled: bool(true).doc('Keep the data on claims; otherwise it goes with the pods'),
        storageClass: string('').pattern('^[-a-z0-9.]*$').doc('The class of the claims; empty: the default'),
        size: quantity(defaults.size ?? '1Gi').doc('How much each pod asks for'),
      }),
    }),
    sentinel: group('Sentinel, beside each pod in replication', {
      resources: resources({ requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '64Mi' } }).doc(
        'What its container asks for and may use',
      ),
    }),
    external: group('The Redis to use when `enabled` is false', {
      host: string('').pattern('^[A-Za-z0-9._:-]*$').doc('Its host'),
      port: port(6379).doc('Its port'),
      tls: bool(false).doc('Speak TLS with it, as managed ones ask for'),
      existingSecret: objectName().doc('A Secret with the key `redis-password`'),
      password: string('').doc('Its password'),
    }),
  }
  const asked = { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } }
  return workload('Redis', fields, { resources: asked })
}

/** What `$` gives for the values of `redisValues`. */
export type RedisValues = FaceOf<ReturnType<typeof redisValues>>

/** A Redis as a platform holds it. */
export interface Redis {
  readonly parts: readonly Part[]
  /** The Service of the one in the chart. */
  readonly service: Service
  /** Whether there is one to connect to. */
  readonly known: Expr<boolean>
  /** What a client connects to: the one in the chart, or the other one. */
  readonly connections: readonly Connection[]
  /** Variables that say where it is: `<prefix>MODE`, `ADDRESS`, `MASTER_NAME`, `TLS`, `PASSWORD`. */
  env(prefix: string): Env
}

/**
 * A Redis as the values of redisValues() say: a StatefulSet with Sentinel beside each pod, its scripts and its
 * Secret, or the address of another one. Clients ask the Service's port `sentinel` for the master `main`.
 *
 * @example const cache = redis('redis', $.redis); env: { ...cache.env('REDIS_') }
 */
export function redis(name: string, $: RedisValues): Redis {
  const { auth, external, replica } = $
  const replication = eq($.architecture, 'replication')
  const host = componentName(name)
  const scripts = config(`${name}-scripts`, redisScripts, { when: $.enabled })
  const own = secret(`${name}-auth`, {
    existing: auth.existingSecret,
    ...documented(auth),
    keys: { 'redis-password': generated({ value: auth.password }) },
    when: and($.enabled, auth.enabled),
  })
  const other = secret(`${name}-external`, {
    existing: external.existingSecret,
    keys: { 'redis-password': external.password },
    when: not($.enabled),
  })
  const data = volume(`${name}-data`, {
    claim: {
      enabled: replica.persistence.enabled,
      perReplica: true,
      accessMode: 'ReadWriteOnce',
      storageClass: replica.persistence.storageClass,
      size: replica.persistence.size,
    },
  })
  const env = {
    HEADLESS: str`${host}-headless`,
    SENTINEL: host,
    ARCHITECTURE: $.architecture,
    REPLICAS: replica.replicaCount,
    REDISCLI_AUTH: when(auth.enabled, own.key('redis-password')),
  }
  const run = (script: string) => ['sh', `/scripts/${script}`]
  const pong = ['sh', '-c', '[ "$(redis-cli ping)" = PONG ]']
  const server = service(name, {
    doc: 'Keeps the state that pods share: a master, replicas, and Sentinel, which watches over them',
    when: $.enabled,
    values: $,
    image: $.image,
    stateful: true,
    spread: true,
    disruptionBudget: { maxUnavailable: 1 },
    replicas: when(replication, replica.replicaCount, 1),
    command: run('start.sh'),
    env,
    ports: { redis: 6379 },
    expose: { redis: when(not(replication), 6379), sentinel: when(replication, 26379) },
    mounts: [data.at('/data'), scripts.at('/scripts')],
    restartOn: [scripts, own],
    startup: exec(pong, { periodSeconds: 2, failureThreshold: 150 }),
    live: tcp('redis', { periodSeconds: 10, failureThreshold: 6 }),
    ready: exec(pong, { periodSeconds: 5, timeoutSeconds: 3 }),
    preStop: run('stop.sh'),
    terminationGracePeriodSeconds: 45,
    sidecars: {
      sentinel: when(replication, {
        image: $.image,
        command: run('sentinel.sh'),
        env,
        ports: { sentinel: 26379 },
        mounts: [scripts.at('/scripts')],
        writes: ['/run/redis'],
        resources: $.sentinel.resources,
        live: tcp('sentinel', { periodSeconds: 10, failureThreshold: 6 }),
        ready: tcp('sentinel', { periodSeconds: 5 }),
      }),
    },
  })
  // Its pods talk to each other: what a port is called is known only now.
  server.part.spec.connectsTo = [server.port('redis'), when(replication, server.port('sentinel'))]
  const elsewhere = connectTo(name, { doc: 'A Redis', port: external.port })
  return {
    connections: [
      server.port('redis'),
      when(replication, server.port('sentinel')),
      when(not($.enabled), elsewhere),
    ],
    parts: [data.part, scripts.part, own.part, other.part, server.part],
    service: server,
    known: or($.enabled, external.host),
    env: (prefix) => ({
      [`${prefix}MODE`]: when(and($.enabled, replication), 'sentinel', 'standalone'),
      [`${prefix}ADDRESS`]: when(
        $.enabled,
        when(replication, str`${host}:26379`, str`${host}:6379`),
        str`${external.host}:${external.port}`,
      ),
      [`${prefix}MASTER_NAME`]: when(and($.enabled, replication), 'main'),
      [`${prefix}TLS`]: when(not($.enabled), external.tls),
      [`${prefix}PASSWORD`]: when(
        and($.enabled, auth.enabled),
        own.key('redis-password'),
        when(not($.enabled), other.key('redis-password')),
      ),
    }),
  }
}

/** The Secret that documents name is the default of the value. */
function documented(auth: RedisValues['auth']): { documented?: string } {
  const node = nodeOf(auth)
  const fields = node && 'type' in node && node.type.t === 'group' ? node.type.fields : {}
  const name = fields.existingSecret?.default
  return typeof name === 'string' && name !== '' ? { documented: name } : {}
}
