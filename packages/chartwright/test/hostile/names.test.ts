import { expect, test } from 'vitest'
import { helmPart, helmsAtHand, runBoth, type Files } from '../cli/chart-folders.ts'

const chartYaml = 'apiVersion: v2\nname: c\nversion: 0.1.0\n'
const names = ['__proto__', 'constructor', 'toString']

/** Charts that use a name which every JavaScript object answers to. */
const charts = (name: string): Record<string, Files> => ({
  'as a key, and absent': {
    'c/values.yaml': `v: {${name}: {a: 1, ${name}: {b: 2}}}\nempty: {}\n`,
    'c/templates/a.yaml': `x: {{ .Values.v.${name} | toJson | quote }} # {{ index .Values.v "${name}" "a" }}
y: {{ .Values.empty.${name} | toJson | quote }} # {{ hasKey .Values.empty "${name}" }}{{ index .Values.empty "${name}" }}
z: {{ $d := dict }}{{ $d.${name} }}{{ get $d "${name}" | quote }} # {{ hasKey $d "${name}" }}{{ $_ := set $d "${name}" 1 }}{{ toJson $d }}{{ $_ := unset $d "${name}" }}{{ len $d }}
m: {{ merge (dict "${name}" (dict "a" 1)) (dict "${name}" (dict "b" 2)) | toJson | quote }}
j: {{ fromJson "{\\"${name}\\":{\\"${name}\\":1}}" | toJson | quote }} # {{ fromYaml "${name}: {${name}: 1}" | toJson }}
`,
  },
  'as a key of a manifest': { 'c/templates/a.yaml': `${name}: 1\nmetadata: {${name}: 2}\nkind: ${name}\n` },
  'as a template': {
    'c/templates/a.yaml': `{{ define "${name}" }}{{ . }}{{ end }}x: {{ include "${name}" 1 }}{{ template "${name}" 2 }}\n`,
  },
  'as a template that is missing': { 'c/templates/a.yaml': `x: {{ include "${name}" 1 }}\n` },
  'as a function': { 'c/templates/a.yaml': `x: {{ ${name} }}\n` },
  'as a field of a struct': { 'c/templates/a.yaml': `x: {{ .Capabilities.${name} }}\n` },
  'as a field of text': { 'c/templates/a.yaml': `x: {{ .Release.Name.${name} }}\n` },
  'as a file': {
    [`c/${name}`]: 'text',
    [`c/templates/${name}.yaml`]: `f: {{ .Files.Get "${name}" }}{{ .Files.Get "x${name}" }} # {{ (.Files.Glob "*").AsConfig | quote }}\n`,
  },
  'as a file that is missing': { 'c/templates/a.yaml': `f: {{ .Files.Get "${name}" | quote }}\n` },
  'as the name of a chart': { 'c/Chart.yaml': chartYaml.replace('name: c', `name: ${name}`) },
  'as a subchart with a condition': {
    'c/Chart.yaml': `${chartYaml}dependencies:\n- name: ${name}\n  version: 0.1.0\n  condition: ${name}.on\n  tags: [${name}]\n`,
    [`c/charts/${name}/Chart.yaml`]: chartYaml.replace('name: c', `name: ${name}`),
    [`c/charts/${name}/values.yaml`]: 'on: true\n',
    [`c/charts/${name}/templates/b.yaml`]: 'b: {{ toJson .Values | quote }}\n',
    'c/templates/a.yaml': `s: {{ .Subcharts.${name}.Chart.Name }}\n`,
  },
  'as a property of a schema': {
    'c/values.schema.json': `{"properties": {"${name}": {"type": "string"}}, "required": ["${name}"]}`,
  },
})

test.each([helmsAtHand[0]!, helmsAtHand.at(-1)!])(
  'names of JavaScript’s own are names like any other, as in Helm %s',
  async (version, binary) => {
    const told: unknown[] = []
    const wanted: unknown[] = []
    for (const name of names) {
      for (const [use, files] of Object.entries(charts(name))) {
        const args = ['template', 'rel', 'c', '--set', `s.${name}=1,t.${name}.b=2`]
        const all = { 'c/Chart.yaml': chartYaml, ...files }
        const { theirs, ours } = await runBoth([version, binary], all, args)
        const said = (run: typeof ours) => [name, use, run.exitCode, run.stdout, helmPart(run.stderr)]
        told.push(said(ours))
        wanted.push(said(theirs))
      }
    }
    expect(told).toEqual(wanted)
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  },
  180_000,
)
