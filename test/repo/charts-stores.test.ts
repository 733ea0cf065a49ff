// Databases and stores that a chart brings: what their images ask of whoever starts them, and where they answer.
import { describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import {
  at,
  containersOf,
  longRunning,
  podsOf,
  type Container,
  type KubeObject,
  type Pod,
} from '../support/kubernetes-objects.ts'
import { objectsOf, scenariosOf } from '../support/scenarios.ts'

describe.each(chartsUnderTest())('charts/$name', (under) => {
  describe.each(scenariosOf(under))('$name', ({ args }) => {
    const running = longRunning(podsOf(objectsOf(under.chart, 'rel', args)))
    /** Those that an image of this name runs, with their variables. */
    const servers = (image: RegExp) =>
      running.flatMap(({ name, spec }) =>
        spec.containers
          .filter((container) => image.test(container.image))
          .map((container) => ({
            pod: name,
            place: `${name} ${container.name}`,
            container,
            env: Object.fromEntries(
              (container.env ?? []).map((one) => [one.name, one.valueFrom ?? one.value]),
            ),
          })),
      )

    test('MinIO has an owner with a password, and is asked where it answers everybody', () => {
      for (const { place, container, env } of servers(/(^|\/)minio[:@]/)) {
        // Without them it is minioadmin's, whom everybody knows.
        expect(env.MINIO_ROOT_USER, place).toBeDefined()
        expect(env.MINIO_ROOT_PASSWORD, place).toHaveProperty('secretKeyRef')
        expect(at(container, 'livenessProbe.httpGet.path'), place).toBe('/minio/health/live')
        expect(at(container, 'readinessProbe.httpGet.path'), place).toBe('/minio/health/ready')
      }
    })

    test('who runs Redis beside a Redis that wants a password knows it', () => {
      const all = servers(/(^|\/)redis[:@]/)
      for (const { place, env, pod } of all) {
        const words = Object.keys(env).filter((name) => /REDIS(CLI_AUTH|_PASSWORD)/.test(name))
        for (const other of all)
          if (other.pod === pod) expect(Object.keys(other.env), place).toEqual(expect.arrayContaining(words))
      }
    })

    test('scripts of the release find every variable that they read', () => {
      const objects = objectsOf(under.chart, 'rel', args)
      for (const { spec, name } of podsOf(objects))
        for (const container of containersOf(spec)) {
          // Every container has the first two.
          const given = ['HOSTNAME', 'PATH', ...(container.env ?? []).map((one) => one.name)]
          for (const text of scriptsOf(container, spec, objects))
            expect(given, `${name} ${container.name}`).toEqual(expect.arrayContaining(variablesRead(text)))
        }
    })

    test('PostgreSQL has a user, a database and a password, and its files below what is mounted', () => {
      for (const { place, container, env } of servers(/(^|\/)(postgres|pgvector)[:@]/)) {
        expect([env.POSTGRES_USER, env.POSTGRES_DB], place).toEqual([
          expect.stringMatching(/./),
          expect.stringMatching(/./),
        ])
        expect(env.POSTGRES_PASSWORD, place).toHaveProperty('secretKeyRef')
        // A volume of its own has lost+found in it, where initdb makes no database.
        const mounted = (container.volumeMounts ?? []).map(({ mountPath }) => `${mountPath}/`)
        expect(
          mounted.some((folder) => String(env.PGDATA).startsWith(folder)),
          `${place} ${String(env.PGDATA)}`,
        ).toBe(true)
      }
    })
  })
})

/** The scripts of ConfigMaps that a container runs. */
function scriptsOf(container: Container, spec: Pod['spec'], objects: readonly KubeObject[]): string[] {
  const mounts = container.volumeMounts ?? []
  return [...(container.command ?? []), ...(container.args ?? [])].flatMap((word) => {
    const mount = mounts.find(({ mountPath }) => word.startsWith(`${mountPath}/`))
    const volume = (spec.volumes ?? []).find(({ name }) => name === mount?.name)
    const found = objects.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === volume?.configMap?.name,
    )
    const text =
      mount && (found?.data as Record<string, string> | undefined)?.[word.slice(mount.mountPath.length + 1)]
    return word.endsWith('.sh') && text !== undefined ? [text] : []
  })
}

/** The variables in capitals that a script neither sets nor has a word for when they are missing. */
function variablesRead(text: string): string[] {
  const read = [...text.matchAll(/\$\{?([A-Z][A-Z0-9_]+)(?![A-Z0-9_]*:?[-+])/g)].map(([, name]) => name!)
  return [...new Set(read)].filter((name) => !new RegExp(`\\b${name}=|\\b(for|read) ${name}\\b`).test(text))
}
