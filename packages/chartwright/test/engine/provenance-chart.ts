/** A chart that passes values on in every way that templates know. Its texts are notes: no YAML has to come out. */
export const trickyChart: Record<string, string> = {
  'Chart.yaml': `apiVersion: v2
name: web
version: 0.1.0
appVersion: "7"
dependencies:
  - {name: db, version: 0.1.0, condition: db.enabled}
  - {name: cache, version: 0.1.0, tags: [caching]}
`,
  'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n',
  'charts/db/values.yaml': 'enabled: true\nsize: 1\nglobal: {own: mine}\n',
  'charts/db/templates/db.yaml': `size: {{ .Values.size }}
domain: {{ .Values.global.domain }}
own: {{ .Values.global.own }}
team: {{ .Values.global.labels.team }}
none: {{ .Values.global.none | default "nothing" }}
`,
  'charts/cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 0.1.0\n',
  'charts/cache/templates/cache.yaml': 'cached: true\n',
  'values.yaml': `global: {domain: example.test, labels: {team: a}}
tags: {caching: false}
name: web
suffix: ""
flag: false
other: true
mode: small
pick: first
text: "hello {{ .Values.name }}"
plain: "no action"
env: {A: one, B: "two", C: "{{ .Values.mode }}"}
hosts:
  - {name: a.test, paths: [/, /api]}
  - {name: b.test, paths: [/]}
numbers: [1, 2, 3]
letters: [a, b]
stop: 3
resources: {limits: {cpu: 1, memory: 2}, requests: {cpu: 1}}
defaults: {limits: {cpu: 9, disk: 5}}
nested: {deep: {er: {value: x, more: y}}}
yaml: |
  a: 1
  b: 2
empty: {}
list: [{k: v}]
`,
  'templates/_helpers.tpl': `{{- define "web.name" -}}
{{- .Values.name }}{{ if .Values.suffix }}-{{ .Values.suffix }}{{ end -}}
{{- end }}
{{- define "web.labels" -}}
name: {{ include "web.name" .root }}
{{- if .extra }}
extra: {{ .extra }}
{{- end }}
mode: {{ .mode }}
{{- end }}
{{- define "web.list" -}}
{{- $root := index . 0 -}}
{{- $arg := index . 1 -}}
first: {{ $root.Values.name }} {{ $arg }}
{{- end }}
{{- define "web.enabled" -}}
{{- if and .Values.other (not .Values.flag) }}true{{ end -}}
{{- end }}
{{- define "web.write" -}}
{{- $_ := set .target "written" .value -}}
{{- end }}
`,
  'templates/branches-NOTES.txt': `fixed: 1
{{- if .Values.flag }}
flagged: {{ .Values.mode }}
{{- else if eq .Values.mode "small" }}
small: yes
{{- end }}
inline: a{{ if .Values.suffix }}b{{ end }}c
{{ if .Values.other }}
other: on
{{ end }}
{{- with .Values.nested.deep }}
deep: {{ .er.value }}
{{- with .er }}
more: {{ .more }}
{{- end }}
{{- end }}
{{- $x := "start" }}
{{- if .Values.flag }}{{ $x = "flagged" }}{{ end }}
variable: {{ $x }}
{{- $d := dict "k" "v" }}
{{- if .Values.flag }}{{ $_ := set $d "k" "changed" }}{{ end }}
{{- if not .Values.other }}{{ $_ := unset $d "k" }}{{ end }}
dict: {{ toYaml $d | nindent 2 }}
{{- $e := dict }}
{{- if .Values.other }}{{ include "web.write" (dict "target" $e "value" "x") }}{{ end }}
included: {{ $e.written }}
{{- range .Values.letters }}
letter {{ . }}
{{- end }}
{{- if include "web.enabled" . }}
enabled: {{ template "web.name" . }}
{{- end }}
last: 1
`,
  'templates/ranges-NOTES.txt': `hosts:
{{- range $i, $host := .Values.hosts }}
  - host{{ $i }}: {{ $host.name | quote }}
  {{- range .paths }}
    path: {{ . }} {{ $.Values.name }}
  {{- end }}
{{- else }}
  none: true
{{- end }}
env:
{{- range $name, $value := .Values.env }}
  {{ $name | lower }}: {{ tpl $value $ }}
{{- end }}
numbers:
{{- range .Values.numbers }}
  {{- if eq (int .) (int $.Values.stop) }}{{ break }}{{ end }}
  - {{ . }}
{{- end }}
{{- $sum := 0 }}
{{- range .Values.numbers }}{{ $sum = add $sum . }}{{ end }}
sum: {{ $sum }}
count: {{ len .Values.hosts }}
`,
  'templates/includes-NOTES.txt': `labels:
  {{- include "web.labels" (dict "root" . "extra" .Values.suffix "mode" .Values.mode) | nindent 2 }}
list: {{ include "web.list" (list . .Values.pick) }}
hash: {{ include "web.labels" (dict "root" $ "mode" "x") | sha256sum }}
parsed: {{ (include "web.labels" (dict "root" $ "mode" .Values.mode) | fromYaml).mode }}
text: {{ tpl .Values.text . }}
plain: {{ tpl .Values.plain . }}
dynamic: {{ include (printf "web.%s" (ternary "name" "enabled" .Values.other)) . }}
`,
  'templates/functions-NOTES.txt': `resources:
  {{- toYaml (merge (deepCopy .Values.resources) .Values.defaults) | nindent 2 }}
cpu: {{ (merge (deepCopy .Values.resources) .Values.defaults).limits.cpu }}
disk: {{ (mergeOverwrite (dict) .Values.resources .Values.defaults).limits.disk }}
dug: {{ dig "deep" "er" "value" "none" .Values.nested }}
got: {{ get .Values.env "A" }} {{ index .Values.env "B" }} {{ index .Values "env" (upper "c") }}
has: {{ hasKey .Values.env "D" }} {{ has "x" (list .Values.mode .Values.name) }}
keys: {{ keys .Values.env | sortAlpha | join "," }}
chosen: {{ coalesce .Values.suffix .Values.missing .Values.mode }} {{ .Values.suffix | default .Values.name }}
picked: {{ pick .Values.env "A" "Z" | toJson }} {{ omit .Values.env "A" | toJson }}
first: {{ (first .Values.hosts).name }} {{ (last .Values.hosts).name }} {{ first .Values.numbers }}
appended: {{ append .Values.numbers .Values.stop | join "-" }} {{ (concat .Values.hosts .Values.list | last).k }}
yaml: {{ (fromYaml .Values.yaml).b }}
kind: {{ kindOf .Values.empty }} {{ empty .Values.empty }} {{ .Values.absent }}
{{- $_ := set .Values "written" .Values.mode }}
written: {{ .Values.written }}
`,
}
