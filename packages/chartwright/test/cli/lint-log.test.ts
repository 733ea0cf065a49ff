import { expect, test } from 'vitest'
import { helmPart, helmsAtHand, runBoth, type Files } from './chart-folders.ts'

const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n'
const chart = (more: string): Files => ({
  'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
  'c/values.yaml': 'e: ""\n',
  'c/templates/a.yaml': configMap + more,
})

const cases: [Files, ...string[]][] = [
  [chart('data:\n  x: {{ required "give x" .Values.x }}\n  y: {{ required "give e" .Values.e }}\n'), 'c'],
  [chart('data:\n  z: {{ fail "no way" }}{{ .Values.e }}\n'), 'c'],
  [chart('data:\n  x: {{ tpl `{{ required "give x" .Values.x }}` . }}{{ .Values.e }}\n'), 'c'],
  [chart('data:\n  e: {{ quote .Values.e }}\n'), 'c', '--kube-version', 'abc'],
  [chart('data:\n  e: {{ quote .Values.e }}\n'), 'c', '--kube-version', '1.20'],
  [chart('data:\n  e: {{ quote .Values.e }}\n'), 'c', '-f', 'nope.yaml'],
  [chart('data:\n  e: {{ quote .Values.e }}\n'), 'c', '--nope'],
]

test.each([helmsAtHand[0]!, helmsAtHand.at(-1)!])(
  'lint says what Helm %s says',
  async (version, binary) => {
    for (const [files, ...args] of cases) {
      const { theirs, ours } = await runBoth([version, binary], files, ['lint', ...args])
      const told = (run: typeof ours) => [args, run.exitCode, run.stdout, helmPart(run.stderr)]
      expect(told(ours)).toEqual(told(theirs))
    }
  },
  60_000,
)
