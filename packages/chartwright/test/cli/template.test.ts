import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { helmBinary, helmVersionOf, runHelm } from '../../../../test/support/oracles.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

const files: Record<string, string> = {
  'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\ndependencies:\n- name: s\n  version: 0.1.0\n',
  'c/values.yaml': 'a: 1\nlist: [x, y]\nmap: {k: v}\ns:\n  b: from parent\n',
  'c/values.schema.json': '{"properties": {"strict": {"type": "integer"}}}',
  'c/crds/z.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: z\n',
  'c/templates/a.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-a
  namespace: {{ .Release.Namespace }}
data:
  values: {{ .Values | toJson | quote }}
  install: {{ printf "%v %v" .Release.IsInstall .Release.IsUpgrade | quote }}
  service: {{ .Release.Service }} {{ .Release.Revision }}
  kube: {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.KubeVersion.Minor }}
  has: "{{ .Capabilities.APIVersions.Has "example.com/v1" }} {{ .Capabilities.APIVersions.Has "other.io/v2" }}"
  helm: {{ .Capabilities.HelmVersion.Version }}
  template: {{ .Template.Name }} {{ .Template.BasePath }}
`,
  'c/templates/b.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: b\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: b\n',
  'c/templates/hook.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: h\n  annotations:\n    helm.sh/hook: pre-install\n',
  'c/templates/tests/t.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: t\n  annotations:\n    helm.sh/hook: test\n',
  'c/templates/NOTES.txt': 'Hello {{ .Release.Name }}\n',
  'c/charts/s/Chart.yaml': 'apiVersion: v2\nname: s\nversion: 0.1.0\n',
  'c/charts/s/values.yaml': 'b: default\n',
  'c/charts/s/templates/a.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: s\ndata:\n  b: {{ .Values.b }}\n',
  'one.yaml': 'a: one\nmap: {k: 2}\n',
  'a.yaml': 'a: a\n',
  'two,comma.yaml': 'a: two\n',
  'text.txt': 'text from\na file\n',
}

/** Arguments after `template`. */
const commands = [
  'rel c',
  'c',
  'rel c/',
  'rel ./c',
  '-g c',
  'c --generate-name',
  'c --name-template x-{{print(1)}}',
  '-n prod rel c',
  'rel c --namespace=prod',
  'rel c -f one.yaml',
  'rel c -fa.yaml -f "two,comma.yaml"',
  'rel c -f one.yaml,"two,comma.yaml"',
  'rel c --values=one.yaml --set a=set',
  'rel c --set a=1,b.c=true,list={p,q},s.b=set,n=null',
  'rel c --set list[0]=z --set list[3]=w',
  'rel c --set map=null --set-string a=1,b=true',
  'rel c --set-json a={"x":[1,2.5,null]}',
  'rel c --set-file t=text.txt',
  'rel c --set-literal a=x,y={z}',
  'rel c --set a=1 --set-string a=2 --set-json a=3 --set-literal a=4',
  'rel c -s templates/a.yaml',
  'rel c -s templates/b.yaml -s charts/s/templates/a.yaml',
  'rel c -s templates/*.yaml',
  'rel c --show-only templates/tests/t.yaml',
  'rel c -a example.com/v1,other.io/v2',
  'rel c --api-versions example.com/v1 --api-versions other.io/v2',
  'rel c --kube-version 1.28',
  'rel c --kube-version v1.28.3-gke.1',
  'rel c --include-crds',
  'rel c --include-crds -s crds/z.yaml',
  'rel c --skip-crds',
  'rel c --skip-tests',
  'rel c --no-hooks',
  'rel c --is-upgrade',
  'rel c --skip-schema-validation --set strict=x',
  'rel c --set strict=x',
  'rel c --dry-run=client --wait --timeout 5m --atomic --create-namespace -l a=b',
  'rel c --debug=false --kubeconfig nowhere --burst-limit 10',
  'rel c/charts/s',
  'rel c --output-dir out',
  'rel c --output-dir out/deep --release-name --include-crds',
  'rel c --output-dir out2/ --no-hooks',
]

let folder: string
let home: string

beforeAll(() => {
  home = process.cwd()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'template-'))
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), text)
  }
  process.chdir(folder)
})

afterAll(() => {
  process.chdir(home)
  fs.rmSync(folder, { recursive: true })
})

describe.each(['3', '4'] as const)('Helm %s', (line) => {
  test.each(commands)('template %s prints what it prints', async (command) => {
    const args = ['template', ...(command.match(/"[^"]*"(?=\s|$)|\S+/g) ?? [])]
    const theirs = collect(() => runHelm(helmBinary(line), args))
    const ours = await collectAsync(() =>
      runOurs(['--helm-version', helmVersionOf(helmBinary(line)), ...args]),
    )
    expect(ours.run.stdout).toBe(theirs.run.stdout)
    expect(ours.run.exitCode).toBe(theirs.run.exitCode)
    expect(ours.written).toEqual(theirs.written)
  })
})

function collect<T>(run: () => T): { run: T; written: Record<string, string> } {
  return { run: run(), written: takeWritten() }
}

async function collectAsync<T>(run: () => Promise<T>): Promise<{ run: T; written: Record<string, string> }> {
  return { run: await run(), written: takeWritten() }
}

/** What --output-dir wrote, taken away so that the next run starts afresh. */
function takeWritten(): Record<string, string> {
  const written: Record<string, string> = {}
  for (const out of ['out', 'out2']) {
    if (!fs.existsSync(out)) continue
    for (const entry of fs.readdirSync(out, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name)
      if (entry.isFile()) written[file] = fs.readFileSync(file, 'utf8')
    }
    fs.rmSync(out, { recursive: true })
  }
  return written
}
