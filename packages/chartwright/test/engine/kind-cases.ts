/** Chart.yaml of the cases here: something in every field. */
export const chartFile = `apiVersion: v2
name: web
version: 0.1.0
appVersion: "7"
description: a <b> & c
type: application
kubeVersion: ">=1.20.0-0"
home: https://example.com
sources: [https://example.com/src]
keywords: [k1, k2]
maintainers: [{name: ann, email: a@b}, {name: bob, url: https://b}]
annotations: {b: x, a: "y z"}
dependencies: [{name: sub, version: 0.2.0, repository: "", tags: [t], condition: sub.enabled}]
`

const types = ['typeOf', 'kindOf']
const places = [
  '.',
  '$',
  '.Values',
  '.Values.map',
  '.Values.sub',
  '.Values.list',
  '.Chart',
  '.Chart.Maintainers',
  '.Chart.Annotations',
  '.Release',
  '.Release.Revision',
  '.Template',
  '.Files',
  '.Subcharts',
  '.Subcharts.sub',
  '.Subcharts.sub.Values',
  '.Capabilities',
  '.Capabilities.KubeVersion',
  '.Capabilities.KubeVersion.Major',
  '.Capabilities.APIVersions',
  '.Capabilities.HelmVersion',
]

/** Templates that ask Go's types of what Helm itself puts into a template, and print it. */
export const kindCases = [
  ...types.flatMap((fn) => places.map((place) => `{{ ${fn} ${place} }}{{ printf "%T" ${place} }}`)),
  '{{ typeIs "map[string]interface {}" .Values }}{{ typeIs "map[string]interface {}" .Values.sub }}{{ kindIs "map" . }}',
  '{{ typeOf (set .Values "new" 1) }}{{ typeOf (merge .Values (dict)) }}{{ typeOf (unset . "gone") }}{{ .Values.new }}',
  '{{ typeOf (deepCopy .Values) }}{{ typeOf (pick .Values "list") }}{{ typeOf (omit .Values "list") }}{{ typeOf (.Values.AsMap) }}',
  '{{ typeOf (index . "Values") }}{{ typeOf (get . "Values") }}{{ with .Values }}{{ typeOf . }}{{ end }}',
  '{{ $v := .Values }}{{ typeOf $v }}{{ include "typed" .Values }}{{ tpl "{{ typeOf . }}" .Values }}{{ template "typed" .Values.sub }}',
  '{{ deepEqual .Values.map (dict "a" 1.0) }}{{ deepEqual .Values.sub (dict) }}{{ deepEqual .Values .Values }}',
  '{{ .Values.YAML }}|{{ .Template.YAML }}|{{ .Values.Table "map" }}|{{ typeOf (.Values.Table "map") }}|{{ .Values.PathValue "map.a" }}',
  '{{ dig "map" "a" "no" .Values.sub }}{{ dig "a" "no" .Values.map }}{{ dig "x" "no" (merge .Values (dict "x" "yes")) }}',
  '{{ hasKey .Values "sub" }}{{ len . }}{{ len .Values }}{{ keys .Values | sortAlpha }}{{ values .Values.map }}',
  '{{ range $k, $v := .Values }}{{ $k }}:{{ typeOf $v }};{{ end }}{{ range $k, $v := . }}{{ $k }}:{{ typeOf $v }};{{ end }}',
  '{{ .Values | toYaml }}|{{ .Values.sub | toJson }}|{{ .Values | toToml }}|{{ . | toJson | len | lt 5 }}',
  '{{ set .Values.sub "seen" 1 | toJson }}{{ .Subcharts.sub.Values | toJson }}{{ .Subcharts.sub.Chart.Name }}{{ include "typed" .Subcharts.sub }}',
  // Capabilities
  '{{ .Capabilities.KubeVersion }}|{{ printf "%v %+v %s %q %#v" .Capabilities.KubeVersion .Capabilities.KubeVersion .Capabilities.KubeVersion .Capabilities.KubeVersion .Capabilities.KubeVersion }}',
  '{{ .Capabilities.KubeVersion | toString }}|{{ toString .Capabilities.KubeVersion }}|{{ .Capabilities.KubeVersion | quote }}|{{ print .Capabilities.KubeVersion }}',
  '{{ $k := .Capabilities.KubeVersion }}{{ $k }}|{{ $k.String }}|{{ with .Capabilities.KubeVersion }}{{ . }}|{{ .GitVersion }}{{ end }}',
  '{{ .Capabilities.KubeVersion | toJson }}|{{ .Capabilities.KubeVersion | toYaml }}|{{ .Capabilities.KubeVersion | default "x" | typeOf }}',
  '{{ .Capabilities.HelmVersion | toJson | fromJson | keys | has "go_version" }}|{{ .Capabilities.HelmVersion.GoVersion | kindOf }}',
  '{{ has "v1" .Capabilities.APIVersions }}{{ has "gone" .Capabilities.APIVersions }}{{ first .Capabilities.APIVersions }}{{ index .Capabilities.APIVersions 1 }}',
  '{{ range .Capabilities.APIVersions }}{{ . }},{{ end }}{{ .Capabilities.APIVersions | toJson }}{{ join "," .Capabilities.APIVersions }}',
  '{{ eq .Capabilities.KubeVersion .Capabilities.KubeVersion }}{{ deepEqual .Capabilities.KubeVersion .Capabilities.KubeVersion }}',
  // Chart, files and the rest
  '{{ toJson .Chart }}|{{ toYaml .Chart }}|{{ toPrettyJson .Chart.Maintainers }}|{{ toYaml .Chart.Dependencies }}',
  '{{ .Chart.Name }}|{{ .Chart.Annotations }}|{{ .Chart.Keywords }}|{{ .Chart.Sources }}|{{ .Chart.IsRoot }}|{{ .Chart.Deprecated }}',
  '{{ range .Chart.Maintainers }}{{ .Name }}{{ .Email }}{{ .URL }}|{{ end }}{{ range $k, $v := .Chart.Annotations }}{{ $k }}={{ $v }};{{ end }}',
  '{{ .Release }}|{{ toJson .Release }}|{{ .Template }}|{{ toJson .Template }}|{{ .Subcharts | keys }}',
  '{{ .Files.Nope }}|{{ index .Files "a.txt" }}|{{ len .Files }}|{{ toJson .Files }}|{{ range $n, $b := .Files }}{{ $n }}={{ toString $b }};{{ end }}',
  '{{ index .Files "gone" }}{{ index .Files "gone" | typeOf }}{{ slice .Capabilities.APIVersions 0 2 }}{{ typeOf (slice .Capabilities.APIVersions 1) }}',
  '{{ typeOf (slice (until 3) 1) }}{{ slice (splitList "," "a,b") 1 | join "-" }}{{ toYaml 2i }}{{ 2i }}{{ -1.5i }}{{ 1+2i }}{{ eq 2i 2i }}{{ if 0i }}y{{ else }}n{{ end }}{{ add 1i 2 }}',
  '{{ kindOf 1i }}{{ typeOf 1i }}{{ 1i | toString | quote }}{{ list 1i nil }}{{ print 1i 2 }}{{ default 5 0i }}{{ empty 0i }}',
  '{{ .Files | typeOf }}{{ (.Files.Glob "*.txt") | typeOf }}{{ len (.Files.Glob "*.txt") }}',
]
