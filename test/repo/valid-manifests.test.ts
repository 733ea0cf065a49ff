import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { toJson } from '../../packages/chartwright/src/go/json.ts'
import { parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { clusterCases } from '../cluster/support/platforms.ts'
import { newestMinor, oldestMinor, schemasMissing } from '../support/kubernetes-schemas.ts'
import { helmBinary, newestHelmBinary, runHelm } from '../support/oracles.ts'
import { validatorFor, type KubernetesObject } from '../support/validate-manifest.ts'

const helm = newestHelmBinary('4') ?? helmBinary('4')

/** The oldest minor that a chart names, or the oldest that there are schemas for. */
function oldestOf(chart: string): number {
  const named = /^kubeVersion: ">=1\.(\d+)\./m.exec(fs.readFileSync(path.join(chart, 'Chart.yaml'), 'utf8'))
  if (!named) throw new Error(`${chart}/Chart.yaml names no oldest Kubernetes`)
  return Math.max(Number(named[1]), oldestMinor)
}

/** What Helm renders, or the minor that it says these values need, when that is newer. */
function render(chart: string, minor: number, files: string[], values?: object): KubernetesObject[] | number {
  const args = [
    'template',
    'rel',
    chart,
    '--kube-version',
    `1.${minor}.0`,
    ...files.flatMap((file) => ['--values', file]),
  ]
  for (const [name, value] of Object.entries(values ?? {}))
    args.push('--set-json', `${name}=${JSON.stringify(value)}`)
  const { stdout, stderr, exitCode } = runHelm(helm, args)
  const needed = Number(/ needs Kubernetes 1\.(\d+)/.exec(stderr)?.[1])
  if (exitCode !== 0 && needed > minor) return needed
  expect(stderr.replaceAll(/^.*(walk\.go|warning).*\n/gim, ''), args.join(' ')).toBe('')
  expect(exitCode).toBe(0)
  // As the Kubernetes client reads it: through Go's YAML, then JSON.
  return parseYamlDocuments(stdout)
    .filter(({ value }) => value !== null)
    .map(({ value }) => JSON.parse(toJson(value)) as KubernetesObject)
}

// CI fetches the schemas first, so there these never go past.
describe.skipIf(schemasMissing())("every manifest is valid by Kubernetes' own schemas", () => {
  for (const { platform, chart, name, example, needs } of clusterCases())
    for (const minor of [oldestOf(chart), newestMinor])
      test(`${platform}, ${name}, Kubernetes 1.${minor}`, () => {
        const files = example ? [example] : []
        let from = minor
        let objects = render(chart, from, files, needs.values)
        // Refused in words, where the values ask for what that Kubernetes has not; then from there on.
        if (typeof objects === 'number') objects = render(chart, (from = objects), files, needs.values)
        if (typeof objects === 'number') throw new Error(`1.${from} is refused, too: 1.${objects}`)
        expect(objects.length).toBeGreaterThan(5)
        const wrong = objects.flatMap((object) =>
          validatorFor(from)(object).map((problem) => `${object.kind}/${object.metadata?.name}: ${problem}`),
        )
        expect(wrong).toEqual([])
      })

  test('the schemas refuse an unknown field, a wrong type, a missing field and a kind of another version', () => {
    const validate = validatorFor(newestMinor)
    const service = (spec: unknown) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec })
    expect(validate(service({ ports: [{ port: 80 }] }))).toEqual([])
    expect(validate(service({ ports: [{ prot: 80, port: 80 }] }))).toHaveLength(1)
    expect(validate(service({ ports: [{ port: '80' }] }))).toHaveLength(1)
    expect(validate(service({ ports: [{}] }))).toHaveLength(1)
    expect(validate({ apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget' })).toEqual([
      `Kubernetes 1.${newestMinor} has no PodDisruptionBudget of policy/v1beta1`,
    ])
    expect(validate({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' })).toEqual([])
  })
})
