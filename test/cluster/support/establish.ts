import { must } from './api.ts'
import { kubectl } from './commands.ts'
import type { KubeObject } from './objects.ts'

const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'

/** Makes kinds known and waits until they are. (`kubectl wait` ends with an error at one that has no conditions yet.) */
export async function establish(kinds: readonly object[]): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items: kinds }
  await kubectl(['apply', '--filename', '-'], JSON.stringify(list))
  for (let left = 120; left > 0; left--) {
    const { items } = (await must('GET', path)) as { items: KubeObject[] }
    const waiting = items.filter(
      (one) =>
        !one.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True'),
    )
    if (waiting.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('custom resources were not established within a minute')
}
