{{/*
What the names of objects begin with: the release, and the chart unless the release names it.
Cut to 41 characters, so that every name fits; then the end is a hash that keeps releases apart.
*/}}
{{- define "dograh.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if contains $name .Release.Name }}
{{- $full = .Release.Name }}
{{- end }}
{{- with .Values.fullnameOverride }}
{{- $full = . }}
{{- end }}
{{- if gt (len $full) 41 }}
{{- $full = printf "%s-%s" (trunc 34 $full | trimSuffix "-" | trimSuffix ".") (sha256sum $full | trunc 6) }}
{{- end }}
{{- $full }}
{{- end }}

{{/*
Labels of every object.
*/}}
{{- define "dograh.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "dograh.selectorLabels" . }}
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
{{- define "dograh.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The account that the pods run as.
*/}}
{{- define "dograh.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "dograh.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/*
The full name of an image. Takes a dict: "image" (repository, tag, digest) and "global".
global.imageRegistry takes the place of the registry that the repository begins with.
*/}}
{{- define "dograh.image" -}}
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
The name of the Secret "postgres-auth".
*/}}
{{- define "dograh.postgresAuthSecretName" -}}
{{- default (printf "%s-postgres-auth" (include "dograh.fullname" .)) .Values.database.existingSecret }}
{{- end }}

{{/*
A secret: the one given, or derived from secretSeed, or the one that the cluster keeps, or a new
one.
Takes a dict: "root", "given", "name" of the Secret, "key", "length".
*/}}
{{- define "dograh.generated" -}}
{{- $kept := get (default dict (lookup "v1" "Secret" .root.Release.Namespace .name).data) .key }}
{{- if .given }}
{{- .given }}
{{- else if .root.Values.secretSeed }}
{{- printf "%s/%s/%s/%s" .root.Values.secretSeed .root.Release.Namespace .name .key | sha256sum | trunc (int .length) }}
{{- else if $kept }}
{{- $kept | b64dec }}
{{- else }}
{{- randAlphaNum (int .length) }}
{{- end }}
{{- end }}

{{/*
What the Secret "postgres-auth" is made from. Pods roll when it changes; what was made once never
does.
*/}}
{{- define "dograh.postgresAuth" -}}
password: {{ .Values.database.password | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The name of the Secret "redis-auth".
*/}}
{{- define "dograh.redisAuthSecretName" -}}
{{- default (printf "%s-redis-auth" (include "dograh.fullname" .)) .Values.redis.existingSecret }}
{{- end }}

{{/*
What the Secret "redis-auth" is made from. Pods roll when it changes; what was made once never does.
*/}}
{{- define "dograh.redisAuth" -}}
password: {{ .Values.redis.password | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
What the Secret "minio-auth" is made from. Pods roll when it changes; what was made once never does.
*/}}
{{- define "dograh.minioAuth" -}}
access-key: {{ .Values.secrets.minioAccessKey | quote }}
secret-key: {{ .Values.secrets.minioSecretKey | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The variables of the ConfigMap "settings".
*/}}
{{- define "dograh.settings" -}}
ENVIRONMENT: {{ .Values.config.environment | quote }}
LOG_LEVEL: {{ .Values.config.logLevel }}
LOG_TO_FILE: "false"
HOME: /tmp
{{- with .Values.public.host }}
PUBLIC_HOST: {{ . | quote }}
{{- end }}
{{- if .Values.public.host }}
PUBLIC_BASE_URL: {{ printf "%s://%s" .Values.public.scheme .Values.public.host | quote }}
{{- end }}
{{- if .Values.public.host }}
UI_APP_URL: {{ printf "%s://%s" .Values.public.scheme .Values.public.host | quote }}
{{- end }}
{{- if .Values.config.backendApiEndpoint }}
BACKEND_API_ENDPOINT: {{ .Values.config.backendApiEndpoint | quote }}
{{- else }}
{{- if .Values.public.host }}
BACKEND_API_ENDPOINT: {{ printf "%s://%s" .Values.public.scheme .Values.public.host | quote }}
{{- end }}
{{- end }}
ENABLE_AWS_S3: "{{ eq .Values.storage.mode "s3" }}"
MINIO_BUCKET: {{ .Values.config.minioBucket | quote }}
{{- if .Values.config.minioPublicEndpoint }}
MINIO_PUBLIC_ENDPOINT: {{ .Values.config.minioPublicEndpoint | quote }}
{{- else if .Values.storageHost }}
MINIO_PUBLIC_ENDPOINT: {{ printf "%s://%s" .Values.public.scheme .Values.storageHost | quote }}
{{- else }}
{{- if .Values.public.host }}
MINIO_PUBLIC_ENDPOINT: {{ printf "%s://%s" .Values.public.scheme .Values.public.host | quote }}
{{- end }}
{{- end }}
{{- if eq .Values.storage.mode "externalMinio" }}
MINIO_SECURE: "{{ .Values.config.minioSecure }}"
{{- end }}
{{- if eq .Values.storage.mode "internalMinio" }}
MINIO_ENDPOINT: "{{ include "dograh.fullname" . }}-minio:{{ .Values.storage.port }}"
{{- else if eq .Values.storage.mode "externalMinio" }}
MINIO_ENDPOINT: {{ .Values.config.minioEndpoint | quote }}
{{- end }}
{{- if eq .Values.storage.mode "s3" }}
S3_BUCKET: {{ .Values.config.minioBucket | quote }}
{{- end }}
{{- if eq .Values.storage.mode "s3" }}
S3_REGION: {{ .Values.storage.region | quote }}
{{- end }}
ENABLE_TELEMETRY: "{{ .Values.config.enableTelemetry }}"
POSTHOG_HOST: {{ .Values.config.posthogHost | quote }}
{{- with .Values.config.posthogApiKey }}
POSTHOG_API_KEY: {{ . | quote }}
{{- end }}
FORCE_TURN_RELAY: "{{ .Values.config.forceTurnRelay }}"
ENABLE_COTURN: "{{ .Values.coturn.enabled }}"
{{- if .Values.config.turnHost }}
TURN_HOST: {{ .Values.config.turnHost | quote }}
{{- else if .Values.coturn.externalIp }}
TURN_HOST: {{ .Values.coturn.externalIp | quote }}
{{- else }}
{{- with .Values.public.host }}
TURN_HOST: {{ . | quote }}
{{- end }}
{{- end }}
TURN_PORT: "{{ .Values.coturn.port }}"
{{- if .Values.coturn.tls.enabled }}
TURN_TLS_PORT: "{{ .Values.coturn.tls.port }}"
{{- end }}
{{- if .Values.metrics.enabled }}
METRICS_PORT: "{{ .Values.metrics.port }}"
{{- end }}
FASTAPI_WORKERS: "{{ .Values.config.fastapiWorkers }}"
ENABLE_SIGNUP: "{{ .Values.config.enableSignup }}"
TELEPHONY_WS_TOKEN_ENFORCE: "{{ .Values.config.telephonyWsTokenEnforce }}"
{{- with .Values.secrets.langfuseHost }}
LANGFUSE_HOST: {{ . | quote }}
{{- end }}
{{- with .Values.secrets.langfuseProjectId }}
LANGFUSE_PROJECT_ID: {{ . | quote }}
{{- end }}
{{- end }}

{{/*
The name of the Secret "secrets".
*/}}
{{- define "dograh.secretsSecretName" -}}
{{- default (printf "%s-secrets" (include "dograh.fullname" .)) .Values.secrets.existingSecret }}
{{- end }}

{{/*
What the Secret "secrets" is made from. Pods roll when it changes; what was made once never does.
*/}}
{{- define "dograh.secrets" -}}
DATABASE_URL: {{ .Values.secrets.databaseUrl | quote }}
REDIS_URL: {{ .Values.secrets.redisUrl | quote }}
REDIS_PASSWORD: {{ .Values.secrets.redisPassword | quote }}
MINIO_ACCESS_KEY: {{ .Values.secrets.minioAccessKey | quote }}
MINIO_SECRET_KEY: {{ .Values.secrets.minioSecretKey | quote }}
AWS_ACCESS_KEY_ID: {{ .Values.secrets.awsAccessKeyId | quote }}
AWS_SECRET_ACCESS_KEY: {{ .Values.secrets.awsSecretAccessKey | quote }}
OSS_JWT_SECRET: {{ .Values.secrets.ossJwtSecret | quote }}
TURN_SECRET: {{ .Values.secrets.turnSecret | quote }}
DOGRAH_DEVOPS_SECRET: {{ .Values.secrets.devopsSecret | quote }}
TELEPHONY_WS_TOKEN_SECRET: {{ .Values.secrets.telephonyWsTokenSecret | quote }}
LANGFUSE_PUBLIC_KEY: {{ .Values.secrets.langfusePublicKey | quote }}
LANGFUSE_SECRET_KEY: {{ .Values.secrets.langfuseSecretKey | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The files of the ConfigMap "coturn-config".
*/}}
{{- define "dograh.coturnConfig" -}}
turnserver.conf: |
  listening-port={{ .Values.coturn.port }}
  min-port={{ splitList "-" .Values.coturn.relayPorts | first | int }}
  max-port={{ splitList "-" .Values.coturn.relayPorts | last | int }}
  {{- with .Values.coturn.externalIp }}
  external-ip={{ . }}
  {{- end }}
  realm={{ .Values.coturn.realm }}
  {{- if .Values.coturn.tls.enabled }}
  tls-listening-port={{ .Values.coturn.tls.port }}
  {{- else }}
  no-tls
  {{- end }}
  {{- if .Values.coturn.tls.enabled }}
  cert=/tls/tls.crt
  {{- else }}
  no-dtls
  {{- end }}
  {{- if .Values.coturn.tls.enabled }}
  pkey=/tls/tls.key
  {{- end }}
  use-auth-secret
  fingerprint
  no-cli
  no-multicast-peers
  pidfile=/var/tmp/turnserver.pid
  log-file=stdout
{{- end }}

{{/*
The Secret that holds the certificate of the Gateway "gateway".
*/}}
{{- define "dograh.gatewayTlsSecretName" -}}
{{- default (printf "%s-gateway-tls" (include "dograh.fullname" .)) .Values.exposure.gatewayApi.https.secretName }}
{{- end }}
