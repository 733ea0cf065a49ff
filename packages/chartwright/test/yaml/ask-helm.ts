import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runHelm } from '../../../../test/support/oracles.ts'

/** What a real Helm makes of one text. */
export interface Answer {
  map: unknown
  list: unknown
  /** `toYaml` of the map. */
  yaml: string
  /** `toYamlPretty` of the map. */
  pretty: string
}

const template = `apiVersion: v1
kind: ConfigMap
metadata: {name: answers}
data:
{{- range $i, $text := .Values.texts }}
{{- $text := b64dec $text }}
  t{{ $i }}: {{ printf "%s,%s,%s,%s" (fromYaml $text | toJson | b64enc) (fromYamlArray $text | toJson | b64enc) (fromYaml $text | toYaml | b64enc) (fromYaml $text | toYamlPretty | b64enc) | quote }}
{{- end }}
`

/** Puts all texts to a Helm in one render. Bytes, because some are not UTF-8. */
export function askHelm(binary: string, texts: readonly Uint8Array[]): Answer[] {
  const chart = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-yaml-'))
  try {
    fs.mkdirSync(path.join(chart, 'templates'))
    fs.writeFileSync(path.join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 1.0.0\n')
    const values = { texts: texts.map((text) => Buffer.from(text).toString('base64')) }
    fs.writeFileSync(path.join(chart, 'values.yaml'), JSON.stringify(values))
    fs.writeFileSync(path.join(chart, 'templates/answers.yaml'), template)
    const run = runHelm(binary, ['template', 'r', chart])
    if (run.exitCode !== 0) throw new Error(run.stderr)
    const answers = [...run.stdout.matchAll(/^ {2}t\d+: "(.*)"$/gm)].map(([, line]) => {
      const [map, list, yaml, pretty] = line!.split(',').map((part) => Buffer.from(part, 'base64').toString())
      return {
        map: JSON.parse(map!) as unknown,
        list: JSON.parse(list!) as unknown,
        yaml: yaml!,
        pretty: pretty!,
      }
    })
    if (answers.length !== texts.length) throw new Error(`${answers.length} answers to ${texts.length} texts`)
    return answers
  } finally {
    fs.rmSync(chart, { recursive: true, force: true })
  }
}
