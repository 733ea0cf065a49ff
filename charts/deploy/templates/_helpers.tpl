{{/*
What the names of objects begin with: the release, and the chart unless the release names it.
Cut to 44 characters, so that every name fits; then the end is a hash that keeps releases apart.
*/}}
{{- define "deploy.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if contains $name .Release.Name }}
{{- $full = .Release.Name }}
{{- end }}
{{- with .Values.fullnameOverride }}
{{- $full = . }}
{{- end }}
{{- if gt (len $full) 44 }}
{{- $full = printf "%s-%s" (trunc 37 $full | trimSuffix "-" | trimSuffix ".") (sha256sum $full | trunc 6) }}
{{- end }}
{{- $full }}
{{- end }}

{{/*
Labels of every object.
*/}}
{{- define "deploy.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "deploy.selectorLabels" . }}
{{- with .Chart.AppVersion }}
app.kubernetes.io/version: {{ . | replace "+" "_" | trunc 63 | quote }}
{{- end }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
Labels that selectors are made of. They can never change: Kubernetes refuses it.
*/}}
{{- define "deploy.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The account that the pods run as.
*/}}
{{- define "deploy.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "deploy.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/*
The full name of an image. Takes a dict: "image" (repository, tag, digest) and "global".
global.imageRegistry takes the place of the registry that the repository begins with.
*/}}
{{- define "deploy.image" -}}
{{- $repository := .image.repository }}
{{- with .global.imageRegistry }}
{{- $repository = printf "%s/%s" . (regexReplaceAll "^([^/]*[.:][^/]*|localhost)/" $repository "") }}
{{- end }}
{{- if .image.digest }}
{{- printf "%s@%s" $repository .image.digest }}
{{- else }}
{{- printf "%s:%s" $repository .image.tag }}
{{- end }}
{{- end }}

{{/*
The full name of an image of this platform. Takes a dict: "registry", "name", "tag", "global", and
perhaps
"instead", which takes the place of it all. global.imageRegistry takes the place of the registry.
*/}}
{{- define "deploy.sharedImage" -}}
{{- $registry := default .registry .global.imageRegistry }}
{{- if .instead }}
{{- .instead }}
{{- else if $registry }}
{{- printf "%s/%s:%s" $registry .name .tag }}
{{- else }}
{{- printf "%s:%s" .name .tag }}
{{- end }}
{{- end }}
