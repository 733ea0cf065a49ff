// node_modules/.bin/tsx bench/yaml.ts [file.yaml]…
//
// Reads and writes YAML in process, a document at a time, beside js-yaml. Without files: the values of
// charts/dagu and a manifest of 200 Deployments. MB/s counts the bytes of the YAML read or written.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { dump, load } from 'js-yaml'
import { parseYaml, parseYamlWithPositions, toYaml } from '../packages/chartwright/src/yaml/index.ts'
import { root } from '../test/support/repository.ts'

const files = process.argv.slice(2)
const texts: [string, string][] = files.length
  ? files.map((file) => [path.basename(file), readFileSync(file, 'utf8')])
  : [
      ['charts/dagu/values.yaml', readFileSync(path.join(root, 'charts/dagu/values.yaml'), 'utf8')],
      ['200 Deployments', Array.from({ length: 200 }, (_, i) => deployment(i)).join('---\n')],
    ]

for (const [name, text] of texts) {
  const documents = text.split(/^---.*$/m).filter((document) => document.trim() !== '')
  const values = documents.map((document) => parseYaml(document).value)
  const plain = values.map((value) => JSON.parse(JSON.stringify(value)) as unknown)
  const read = documents.reduce((sum, document) => sum + Buffer.byteLength(document), 0)
  const written = values.reduce<number>((sum, value) => sum + Buffer.byteLength(toYaml(value)), 0)
  console.log(
    [
      name,
      `read ${rate(read, () => documents.forEach((document) => parseYaml(document)))}`,
      `with positions ${rate(read, () => documents.forEach((document) => parseYamlWithPositions(document)))}`,
      `js-yaml ${rate(read, () => documents.forEach((document) => load(document, { json: true })))}`,
      `write ${rate(written, () => values.forEach((value) => toYaml(value)))}`,
      `js-yaml ${rate(written, () => plain.forEach((value) => dump(value, { noRefs: true })))} MB/s`,
    ].join('  '),
  )
}

/** MB/s of the best of the runs that fit into a second. */
function rate(bytes: number, work: () => void): string {
  let best = Infinity
  for (const start = performance.now(); performance.now() - start < 1000;) {
    const from = performance.now()
    work()
    best = Math.min(best, performance.now() - from)
  }
  return (bytes / best / 1e3).toFixed(0)
}

function deployment(i: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${i}
  namespace: default
  labels: {app.kubernetes.io/name: web, app.kubernetes.io/instance: "${i}"}
spec:
  replicas: ${i % 5}
  selector:
    matchLabels:
      app.kubernetes.io/name: web
  template:
    metadata:
      labels:
        app.kubernetes.io/name: web
    spec:
      containers:
        - name: web
          image: "registry.example/web:1.2.${i}"
          args: ["--port=8080", "--log-level", "info"]
          env:
            - name: GREETING
              value: 'it''s "quoted"'
          resources:
            limits: {cpu: 500m, memory: 128Mi}
          command:
            - sh
            - -c
            - |
              set -e
              exec web --config /etc/web/config.yaml
`
}
