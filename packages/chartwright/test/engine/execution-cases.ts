/** values.yaml of every case here and in failure-cases.ts. */
export const values = `
name: web
zero: 0
one: 1
big: 12345678901
float: 1.5
whole: 3.0
huge: 1e30
yes: true
no: false
nothing: null
empty: ""
text: "two\\nlines"
special: "<a href='x'>é & \\"q\\"</a>"
list: [a, b, c]
mixed: [1, 2.5, true, null, x, {k: v}, [1, 2]]
none: []
map: {b: 2, a: 1, c: {d: {e: deep}}}
bare: {}
`

/** Templates that every Helm renders; each stands in a define of its own. */
export const executionCases = [
  // Truth
  ...[
    'name',
    'zero',
    'one',
    'float',
    'yes',
    'no',
    'nothing',
    'empty',
    'list',
    'none',
    'map',
    'bare',
    'gone',
  ].map(
    (key) =>
      `{{ if .Values.${key} }}y{{ else }}n{{ end }}{{ with .Values.${key} }}[{{ . }}]{{ else }}-{{ end }}{{ not .Values.${key} }}`,
  ),
  '{{ if $h := .Values.zero }}{{ else if $i := .Values.none }}{{ else }}{{ $h }} {{ $i }}{{ end }}',
  '{{ if .Values.no }}{{ $h := "x" }}{{ $h }}{{ else }}{{ $h := "y" }}{{ $h }}{{ end }}',
  '{{ range $p, $_ := .Files.Glob "d/?-[a-c].txt" }}{{ $p }} {{ end }}{{ len (.Files.Glob "d/a-*.txt") }}',
  '{{ .Chart.Annotations.gone | quote }}{{ .Chart.Annotations }}{{ toYaml .Chart.Annotations }}{{ toJson .Chart.Annotations }}{{ index .Chart.Annotations "x" | quote }}{{ empty .Chart.Annotations }}{{ deepCopy .Chart.Annotations }}{{ range .Chart.Annotations }}x{{ end }}',
  // Printing
  ...['name', 'zero', 'big', 'float', 'whole', 'huge', 'yes', 'nothing', 'text', 'list', 'mixed', 'none'].map(
    (key) => `{{ .Values.${key} }}`,
  ),
  '{{ .Values.map }}|{{ .Values.bare }}|{{ .Values.gone }}|{{ .Values.map.gone }}',
  ...[
    '%v',
    '%+v',
    '%#v',
    '%T',
    '%d',
    '%s',
    '%q',
    '%x',
    '%X',
    '%t',
    '%5.2f',
    '%08.3f',
    '%g',
    '%e',
    '%U',

    '%b',
    '%o',
    '%6v|',
    '%-6v|',
    '%06d',
  ].map(
    (verb) =>
      `{{ range list 42 -7 2.5 "añ" true (list 1 "a") (dict "k" 1 "a" "x") nil .Values.mixed }}{{ printf "${verb}" . }};{{ end }}`,
  ),
  '{{ printf "%d" }}{{ printf "%d" 1 2 }}{{ printf "%z" 1 }}{{ printf "%!" }}{{ printf "%[2]d %[1]d" 1 2 }}{{ printf "%*d" 5 1 }}%',
  '{{ printf "%s %v %d" "a" }}|{{ printf "%%" }}|{{ printf "%.3s|%5s|%-5s|%05s" "abcdef" "ab" "ab" "ab" }}',
  '{{ print 1 2 "a" "b" 3 nil true }}|{{ println "a" 1 }}|{{ print }}|{{ print .Values.list .Values.map }}',
  '{{ 1 }} {{ 0x1F }} {{ 1_000 }} {{ 0b101 }} {{ 0o17 }} {{ 1e3 }} {{ 1.5 }} {{ \'a\' }} {{ "q\\t" }} {{ `raw\\t` }} {{ true }} {{ 1e21 }} {{ 1e20 }} {{ 1e-7 }}',
  '{{ html .Values.special }}|{{ js .Values.special }}|{{ urlquery .Values.special }}|{{ html 1 "<" }}',
  // Comparison
  '{{ eq 1 1 }}{{ eq 1 2 3 1 }}{{ eq "a" "a" }}{{ ne 1 2 }}{{ lt 1 2 }}{{ le 2 2 }}{{ gt "b" "a" }}{{ ge 1.5 1.5 }}',
  '{{ eq .Values.gone nil }}{{ eq nil nil }}{{ ne .Values.nothing nil }}{{ eq .Values.one 1.0 }}{{ eq true .Values.yes }}',
  '{{ and 1 0 2 }}{{ and 1 2 }}{{ or 0 "" "x" }}{{ or 0 "" }}|{{ and true (eq 1 1) }}{{ or (gt 1 2) .Values.name }}',
  '{{ and .Values.gone .Values.gone.more }}|{{ or .Values.name .Values.gone.more }}',
  '{{ len .Values.list }}{{ len .Values.map }}{{ len "añ" }}{{ index .Values.list 1 }}{{ index .Values.map "c" "d" "e" }}{{ index .Values.map "gone" }}{{ index .Values.mixed 6 1 }}',
  '{{ slice .Values.list 1 }}{{ slice .Values.list }}{{ index .Values.list }}',
  // Variables and scope
  '{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $x := 3 }}{{ $x }}{{ end }}{{ $x }}',
  '{{ $x := "" }}{{ range .Values.list }}{{ $x = printf "%s%s" $x . }}{{ end }}{{ $x }}',
  '{{ range $i, $e := .Values.list }}{{ $i }}={{ $e }},{{ end }}{{ range $e := .Values.list }}{{ $e }}{{ end }}',
  '{{ $i := 9 }}{{ $e := 9 }}{{ range $i, $e = .Values.list }}{{ end }}{{ $i }}{{ $e }}',
  '{{ with $y := .Values.name }}{{ $y }}{{ . }}{{ $.Values.one }}{{ end }}',
  '{{ if $z := .Values.gone }}a{{ else if $w := .Values.name }}{{ $z }}{{ $w }}{{ end }}',
  '{{ with .Values.gone }}a{{ else with .Values.name }}{{ . }}{{ else }}c{{ end }}',
  // Range
  '{{ range $k, $v := .Values.map }}{{ $k }}={{ $v }};{{ end }}{{ range .Values.map }}{{ . }},{{ end }}',
  '{{ range .Values.none }}a{{ else }}empty{{ end }}{{ range .Values.gone }}a{{ else }}gone{{ end }}{{ range .Values.bare }}a{{ else }}bare{{ end }}',
  '{{ range $i, $e := .Values.mixed }}{{ if eq $i 1 }}{{ continue }}{{ end }}{{ if eq $i 4 }}{{ break }}{{ end }}{{ $e }};{{ end }}',
  '{{ range .Values.list }}{{ range $.Values.list }}{{ if eq . "b" }}{{ break }}{{ end }}{{ . }}{{ end }}{{ . }}{{ end }}',
  '{{ range until 3 }}{{ . }}{{ end }}{{ range $i, $e := until 2 }}{{ $i }}{{ $e }}{{ end }}',
  '{{ range $k, $v := dict "z" 1 "a" 2 "10" 3 "9" 4 "é" 5 }}{{ $k }}{{ $v }} {{ end }}',
  // Trim, comments, chains, pipelines
  'a  {{- /* gone */ -}}  b {{- "c" -}} d\n{{ 1 -}}\n\n  e',
  '{{ (dict "a" (dict "b" "c")).a.b }}{{ (index .Values.mixed 5).k }}{{ ((.Values.map).c).d.e }}',
  '{{ .Values.name | upper | printf "%s-%s" "x" | quote }}{{ 1 | add 2 | mul 3 }}',
  '{{ $m := dict "f" .Values.list }}{{ $m.f }}{{ index $m.f 0 }}{{ $.Values.map.c.d.e }}',
  // define, template, include, tpl, block
  '{{ template "leaf" "x" }}{{ template "leaf" }}{{ template "leaf" dict "a" 1 }}',
  '{{ include "leaf" "abc" | len }}{{ include "leaf" "y" | upper }}{{ include "leaf" nil }}',
  '{{ block "blocky" .Values.name }}b:{{ . }}{{ end }}',
  '{{ tpl "{{ .Values.name }}-{{ include \\"leaf\\" 1 }}-{{ .Template.Name }}" . }}',
  '{{ tpl "{{ define \\"inner\\" }}in:{{ . }}{{ end }}{{ include \\"inner\\" 5 }}" . }}{{ tpl "{{ .gone }}" (dict "Template" .Template) }}',
  '{{ tpl "{{ $x := 1 }}{{ range . }}{{ . }}{{ end }}{{ $x }}" .Values.list }}{{ tpl "" . }}{{ tpl "plain" nil }}',
  '{{ include "recursive" 5 }}',
  '{{ required "need" .Values.name }}{{ required "need" 0 }}{{ required "need" false }}|{{ lookup "v1" "Pod" "a" "b" }}|{{ len (lookup "v1" "Pod" "" "") }}',
  // Objects
  '{{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.Service }} {{ .Release.IsInstall }} {{ .Release.IsUpgrade }} {{ .Release.Revision }} {{ .Release }}',
  '{{ .Chart.Name }} {{ .Chart.Version }} {{ .Chart.AppVersion }} {{ .Chart.APIVersion }} {{ .Chart.Type }}|{{ .Chart.Keywords }}|{{ .Chart.IsRoot }}',
  '{{ .Chart.Annotations }}|{{ .Chart.Maintainers }}|{{ .Chart.Dependencies }}|{{ .Chart.Deprecated }}',
  '{{ .Template.Name }} {{ .Template.BasePath }} {{ .Template }} {{ .Subcharts }}',
  '{{ or .Values.nothing .Capabilities.KubeVersion }} {{ .Capabilities.KubeVersion | or "" }} {{ and true .Capabilities.KubeVersion | quote }}',
  '{{ printf "%s" (or "" .Capabilities.KubeVersion) }} {{ (or "" .Capabilities.KubeVersion).String }}',
  '{{ .Capabilities.KubeVersion }} {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.KubeVersion.Major }} {{ .Capabilities.KubeVersion.Minor }} {{ .Capabilities.KubeVersion.GitVersion }}',
  '{{ .Capabilities.APIVersions.Has "v1" }}{{ .Capabilities.APIVersions.Has "apps/v1/Deployment" }}{{ .Capabilities.APIVersions.Has "gone/v1" }}{{ len .Capabilities.APIVersions }}{{ .Capabilities.APIVersions }}',
  '{{ .Files.Get "a.txt" }}|{{ .Files.Get "gone" }}|{{ .Files.Lines "a.txt" }}|{{ (.Files.Glob "d/*").AsConfig }}|{{ (.Files.Glob "d/**").AsSecrets }}',
  '{{ range $p, $b := .Files.Glob "**.txt" }}{{ $p }}:{{ toString $b }};{{ end }}{{ .Files.GetBytes "a.txt" }}',
  '{{ typeOf .Files }} {{ typeOf .Chart }} {{ typeOf .Capabilities }} {{ typeOf .Release }} {{ kindOf .Values.big }} {{ typeOf .Values.one }} {{ typeOf .Values.nothing }}',
]
