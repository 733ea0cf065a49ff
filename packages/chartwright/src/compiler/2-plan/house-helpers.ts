import type { Helper } from '../ir.ts'

/**
 * The named templates that every chart may use. `CHART` stands for the chart's name.
 *
 * @param fullnameMax the longest full name that leaves room for what names put behind it
 */
export function houseHelpers(fullnameMax: number): Helper[] {
  const hashed = fullnameMax - 7
  return [
    {
      name: 'fullname',
      doc: `What the names of objects begin with: the release, and the chart unless the release names it.
Cut to ${fullnameMax} characters, so that every name fits; then the end is a hash that keeps releases apart.`,
      body: {
        text: `{{- $name := default .Chart.Name .Values.nameOverride }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if contains $name .Release.Name }}
{{- $full = .Release.Name }}
{{- end }}
{{- with .Values.fullnameOverride }}
{{- $full = . }}
{{- end }}
{{- if gt (len $full) ${fullnameMax} }}
{{- $full = printf "%s-%s" (trunc ${hashed} $full | trimSuffix "-" | trimSuffix ".") (sha256sum $full | trunc 6) }}
{{- end }}
{{- $full }}`,
      },
    },
    {
      name: 'labels',
      doc: 'Labels of every object.',
      body: {
        text: `helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "CHART.selectorLabels" . }}
{{- with .Chart.AppVersion }}
app.kubernetes.io/version: {{ . | replace "+" "_" | trunc 63 | quote }}
{{- end }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}`,
      },
    },
    {
      name: 'selectorLabels',
      doc: 'Labels that selectors are made of. They can never change: Kubernetes refuses it.',
      body: {
        text: `app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}`,
      },
    },
    {
      name: 'serviceAccountName',
      doc: 'The account that the pods run as.',
      body: {
        text: `{{- if .Values.serviceAccount.create }}
{{- default (include "CHART.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}`,
      },
    },
    {
      name: 'image',
      doc: `The full name of an image. Takes a dict: "image" (repository, tag, digest) and "global".
global.imageRegistry takes the place of the registry that the repository begins with.`,
      body: {
        text: `{{- $repository := .image.repository }}
{{- with .global.imageRegistry }}
{{- $repository = printf "%s/%s" . (regexReplaceAll "^([^/]*[.:][^/]*|localhost)/" $repository "") }}
{{- end }}
{{- if .image.digest }}
{{- printf "%s@%s" $repository .image.digest }}
{{- else }}
{{- printf "%s:%s" $repository .image.tag }}
{{- end }}`,
      },
    },
    {
      name: 'sharedImage',
      doc: `The full name of an image of this platform. Takes a dict: "registry", "name", "tag", "global", and perhaps
"instead", which takes the place of it all. global.imageRegistry takes the place of the registry.`,
      body: {
        text: `{{- $registry := default .registry .global.imageRegistry }}
{{- if .instead }}
{{- .instead }}
{{- else if $registry }}
{{- printf "%s/%s:%s" $registry .name .tag }}
{{- else }}
{{- printf "%s:%s" .name .tag }}
{{- end }}`,
      },
    },
    {
      name: 'pairs',
      doc: 'A map as k=v,k=v, sorted by key.',
      body: {
        text: `{{- $pairs := list }}
{{- range $key, $value := . }}
{{- $pairs = append $pairs (printf "%s=%v" $key $value) }}
{{- end }}
{{- join "," $pairs }}`,
      },
    },
  ]
}
