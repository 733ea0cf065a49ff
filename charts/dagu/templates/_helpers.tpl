{{/*
What the names of objects begin with: the release, and the chart unless the release names it.
Cut to 35 characters, so that every name fits; then the end is a hash that keeps releases apart.
*/}}
{{- define "dagu.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if contains $name .Release.Name }}
{{- $full = .Release.Name }}
{{- end }}
{{- with .Values.fullnameOverride }}
{{- $full = . }}
{{- end }}
{{- if gt (len $full) 35 }}
{{- $full = printf "%s-%s" (trunc 28 $full | trimSuffix "-" | trimSuffix ".") (sha256sum $full | trunc 6) }}
{{- end }}
{{- $full }}
{{- end }}

{{/*
Labels of every object.
*/}}
{{- define "dagu.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "dagu.selectorLabels" . }}
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
{{- define "dagu.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The account that the pods run as.
*/}}
{{- define "dagu.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "dagu.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/*
The full name of an image. Takes a dict: "image" (repository, tag, digest) and "global".
global.imageRegistry takes the place of the registry that the repository begins with.
*/}}
{{- define "dagu.image" -}}
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
A map as k=v,k=v, sorted by key.
*/}}
{{- define "dagu.pairs" -}}
{{- $pairs := list }}
{{- range $key, $value := . }}
{{- $pairs = append $pairs (printf "%s=%v" $key $value) }}
{{- end }}
{{- join "," $pairs }}
{{- end }}

{{/*
The name of the claim behind the volume "data".
*/}}
{{- define "dagu.dataClaimName" -}}
{{- default (printf "%s-data" (include "dagu.fullname" .)) .Values.persistence.existingClaim }}
{{- end }}

{{/*
The files of the ConfigMap "config".
*/}}
{{- define "dagu.config" -}}
dagu.yaml: |
  api_base_path: /api/v1
  default_execution_mode: distributed
  paths:
    dags_dir: /data/dags
    data_dir: /data
    log_dir: /data/logs
    admin_logs_dir: /data/admin/logs
    suspend_flags_dir: /data/suspend
    base_config: /data/base.yaml
    dag_runs_dir: /data/dag-runs
    queue_dir: /data/queue
    proc_dir: /data/proc
    service_registry_dir: /data/services
    users_dir: /data/users
    api_keys_dir: /data/api-keys
    webhooks_dir: /data/webhooks
  {{- with .Values.config.envPassthrough }}
  env_passthrough:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.config.envPassthroughPrefixes }}
  env_passthrough_prefixes:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/*
The keys of the Secret "auth" that have a value.
*/}}
{{- define "dagu.auth" -}}
{{- with .Values.auth.basic.password }}
basic-password: {{ . | quote }}
{{- end }}
{{- with .Values.auth.builtin.admin.password }}
admin-password: {{ . | quote }}
{{- end }}
{{- with .Values.auth.builtin.token.secret }}
token-secret: {{ . | quote }}
{{- end }}
{{- end }}

{{/*
The name of the Secret "auth".
*/}}
{{- define "dagu.authSecretName" -}}
{{- default (printf "%s-auth" (include "dagu.fullname" .)) .Values.auth.existingSecret }}
{{- end }}
