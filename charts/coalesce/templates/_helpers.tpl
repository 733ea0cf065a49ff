{{/*
What the names of objects begin with: the release, and the chart unless the release names it.
Cut to 34 characters, so that every name fits; then the end is a hash that keeps releases apart.
*/}}
{{- define "coalesce.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if contains $name .Release.Name }}
{{- $full = .Release.Name }}
{{- end }}
{{- with .Values.fullnameOverride }}
{{- $full = . }}
{{- end }}
{{- if gt (len $full) 34 }}
{{- $full = printf "%s-%s" (trunc 27 $full | trimSuffix "-" | trimSuffix ".") (sha256sum $full | trunc 6) }}
{{- end }}
{{- $full }}
{{- end }}

{{/*
Labels of every object.
*/}}
{{- define "coalesce.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "coalesce.selectorLabels" . }}
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
{{- define "coalesce.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The account that the pods run as.
*/}}
{{- define "coalesce.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "coalesce.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/*
The full name of an image. Takes a dict: "image" (repository, tag, digest) and "global".
global.imageRegistry takes the place of the registry that the repository begins with.
*/}}
{{- define "coalesce.image" -}}
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
Where browsers find the frontend.
*/}}
{{- define "coalesce.appOrigin" -}}
{{- if .Values.urls.appOrigin }}
{{- .Values.urls.appOrigin }}
{{- else if eq .Values.environment "dev" }}
{{- printf "http://%s:3000" .Values.public.host }}
{{- else }}
{{- printf "https://%s" .Values.public.host }}
{{- end }}
{{- end }}

{{/*
Where browsers find the API.
*/}}
{{- define "coalesce.apiBase" -}}
{{- if .Values.urls.apiBase }}
{{- .Values.urls.apiBase }}
{{- else if eq .Values.environment "dev" }}
{{- printf "http://%s:3333/api" .Values.public.host }}
{{- else }}
{{- printf "https://%s/api" .Values.public.host }}
{{- end }}
{{- end }}

{{/*
Where browsers log in.
*/}}
{{- define "coalesce.authBase" -}}
{{- if .Values.urls.authBase }}
{{- .Values.urls.authBase }}
{{- else if eq .Values.environment "dev" }}
{{- printf "http://%s:3333/auth" .Values.public.host }}
{{- else }}
{{- printf "https://%s/auth" .Values.public.host }}
{{- end }}
{{- end }}

{{/*
The name of the Secret "postgres-kratos-auth".
*/}}
{{- define "coalesce.postgresKratosAuthSecretName" -}}
{{- default (printf "%s-postgres-kratos-auth" (include "coalesce.fullname" .)) .Values.kratos.postgres.existingSecret }}
{{- end }}

{{/*
A secret: the one given, or derived from secretSeed, or the one that the cluster keeps, or a new
one.
Takes a dict: "root", "given", "name" of the Secret, "key", "length".
*/}}
{{- define "coalesce.generated" -}}
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
What the Secret "postgres-kratos-auth" is made from. Pods roll when it changes; what was made once
never does.
*/}}
{{- define "coalesce.postgresKratosAuth" -}}
password: {{ .Values.kratos.postgres.password | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The keys of the Secret "postgres-kratos-url" that have a value.
*/}}
{{- define "coalesce.postgresKratosUrl" -}}
{{- with .Values.kratos.postgres.password }}
password: {{ . | quote }}
{{- end }}
{{- if .Values.kratos.postgres.dsn }}
dsn: {{ .Values.kratos.postgres.dsn | quote }}
{{- else if .Values.kratos.postgres.password }}
dsn: {{ printf "postgres://%s:%s@%s:%d/%s" (.Values.kratos.postgres.user | urlquery | replace "+" "%20") (.Values.kratos.postgres.password | urlquery | replace "+" "%20") .Values.kratos.postgres.host (int64 .Values.kratos.postgres.port) .Values.kratos.postgres.database | quote }}
{{- else if .Values.kratos.postgres.user }}
dsn: {{ printf "postgres://%s@%s:%d/%s" (.Values.kratos.postgres.user | urlquery | replace "+" "%20") .Values.kratos.postgres.host (int64 .Values.kratos.postgres.port) .Values.kratos.postgres.database | quote }}
{{- else }}
dsn: {{ printf "postgres://%s:%d/%s" .Values.kratos.postgres.host (int64 .Values.kratos.postgres.port) .Values.kratos.postgres.database | quote }}
{{- end }}
{{- end }}

{{/*
The name of the Secret "postgres-kratos-url".
*/}}
{{- define "coalesce.postgresKratosUrlSecretName" -}}
{{- default (printf "%s-postgres-kratos-url" (include "coalesce.fullname" .)) .Values.kratos.postgres.existingSecret }}
{{- end }}

{{/*
The name of the Secret "postgres-coalesce-auth".
*/}}
{{- define "coalesce.postgresCoalesceAuthSecretName" -}}
{{- default (printf "%s-postgres-coalesce-auth" (include "coalesce.fullname" .)) .Values.coalesce.postgres.existingSecret }}
{{- end }}

{{/*
What the Secret "postgres-coalesce-auth" is made from. Pods roll when it changes; what was made once
never does.
*/}}
{{- define "coalesce.postgresCoalesceAuth" -}}
password: {{ .Values.coalesce.postgres.password | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The keys of the Secret "postgres-coalesce-url" that have a value.
*/}}
{{- define "coalesce.postgresCoalesceUrl" -}}
{{- with .Values.coalesce.postgres.password }}
password: {{ . | quote }}
{{- end }}
{{- if .Values.coalesce.postgres.dsn }}
postgresURL: {{ .Values.coalesce.postgres.dsn | quote }}
{{- else if .Values.coalesce.postgres.password }}
postgresURL: {{ printf "postgres://%s:%s@%s:%d/%s" (.Values.coalesce.postgres.user | urlquery | replace "+" "%20") (.Values.coalesce.postgres.password | urlquery | replace "+" "%20") .Values.coalesce.postgres.host (int64 .Values.coalesce.postgres.port) .Values.coalesce.postgres.database | quote }}
{{- else if .Values.coalesce.postgres.user }}
postgresURL: {{ printf "postgres://%s@%s:%d/%s" (.Values.coalesce.postgres.user | urlquery | replace "+" "%20") .Values.coalesce.postgres.host (int64 .Values.coalesce.postgres.port) .Values.coalesce.postgres.database | quote }}
{{- else }}
postgresURL: {{ printf "postgres://%s:%d/%s" .Values.coalesce.postgres.host (int64 .Values.coalesce.postgres.port) .Values.coalesce.postgres.database | quote }}
{{- end }}
{{- end }}

{{/*
The name of the Secret "postgres-coalesce-url".
*/}}
{{- define "coalesce.postgresCoalesceUrlSecretName" -}}
{{- default (printf "%s-postgres-coalesce-url" (include "coalesce.fullname" .)) .Values.coalesce.postgres.existingSecret }}
{{- end }}

{{/*
The name of the Secret "redis-auth".
*/}}
{{- define "coalesce.redisAuthSecretName" -}}
{{- default (printf "%s-redis-auth" (include "coalesce.fullname" .)) .Values.redis.existingSecret }}
{{- end }}

{{/*
What the Secret "redis-auth" is made from. Pods roll when it changes; what was made once never does.
*/}}
{{- define "coalesce.redisAuth" -}}
password: {{ .Values.redis.password | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The keys of the Secret "redis-url" that have a value.
*/}}
{{- define "coalesce.redisUrl" -}}
{{- with .Values.redis.password }}
password: {{ . | quote }}
{{- end }}
{{- if .Values.coalesce.redisURL }}
redisURL: {{ .Values.coalesce.redisURL | quote }}
{{- else if .Values.redis.password }}
redisURL: {{ printf "redis://%s:%s@%s:%d/%s" (.Values.redis.user | urlquery | replace "+" "%20") (.Values.redis.password | urlquery | replace "+" "%20") .Values.redis.host (int64 .Values.redis.port) .Values.redis.database | quote }}
{{- else if .Values.redis.user }}
redisURL: {{ printf "redis://%s@%s:%d/%s" (.Values.redis.user | urlquery | replace "+" "%20") .Values.redis.host (int64 .Values.redis.port) .Values.redis.database | quote }}
{{- else }}
redisURL: {{ printf "redis://%s:%d/%s" .Values.redis.host (int64 .Values.redis.port) .Values.redis.database | quote }}
{{- end }}
{{- end }}

{{/*
The name of the Secret "redis-url".
*/}}
{{- define "coalesce.redisUrlSecretName" -}}
{{- default (printf "%s-redis-url" (include "coalesce.fullname" .)) .Values.redis.existingSecret }}
{{- end }}

{{/*
What the Secret "minio-auth" is made from. Pods roll when it changes; what was made once never does.
*/}}
{{- define "coalesce.minioAuth" -}}
rootPassword: {{ .Values.minio.rootPassword | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The keys of the Secret "minio-endpoint" that have a value.
*/}}
{{- define "coalesce.minioEndpoint" -}}
{{- with .Values.minio.endpoint }}
minioEndpoint: {{ . | quote }}
{{- end }}
{{- end }}

{{/*
The name of the Secret "minio-endpoint".
*/}}
{{- define "coalesce.minioEndpointSecretName" -}}
{{- default (printf "%s-minio-endpoint" (include "coalesce.fullname" .)) .Values.minio.existingSecret }}
{{- end }}

{{/*
The name of the Secret "kratos-secrets".
*/}}
{{- define "coalesce.kratosSecretsSecretName" -}}
{{- default (printf "%s-kratos-secrets" (include "coalesce.fullname" .)) .Values.kratos.existingSecret }}
{{- end }}

{{/*
What the Secret "kratos-secrets" is made from. Pods roll when it changes; what was made once never
does.
*/}}
{{- define "coalesce.kratosSecrets" -}}
secretsDefault: {{ join "," .Values.kratos.secrets.default | quote }}
secretsCookie: {{ join "," .Values.kratos.secrets.cookie | quote }}
secretsCipher: {{ join "," .Values.kratos.secrets.cipher | quote }}
smtpConnectionURI: {{ .Values.kratos.smtp.connectionURI | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The files of the ConfigMap "kratos-config".
*/}}
{{- define "coalesce.kratosConfig" -}}
kratos.yaml: |
  serve:
    public:
      base_url: {{ printf "%s/api" (include "coalesce.authBase" .) | quote }}
    admin:
      base_url: http://{{ include "coalesce.fullname" . }}-kratos:4434/
  session:
    cookie:
      {{- if .Values.urls.domain }}
      domain: {{ .Values.urls.domain | quote }}
      {{- else }}
      domain: {{ .Values.public.host | quote }}
      {{- end }}
    lifespan: {{ .Values.kratos.sessionLifespan | quote }}
  identity:
    default_schema_id: default
    schemas:
      - id: default
        url: file:///etc/kratos/identity.default.schema.json
  courier:
    smtp:
      from_name: {{ .Values.kratos.smtp.fromName | quote }}
      from_address: {{ .Values.kratos.smtp.fromAddress | quote }}
  selfservice:
    default_browser_return_url: {{ printf "%s/home" (include "coalesce.appOrigin" .) | quote }}
    allowed_return_urls:
      - {{ printf "%s/home" (include "coalesce.appOrigin" .) | quote }}
    methods:
      password:
        enabled: true
      link:
        enabled: true
    flows:
      error:
        ui_url: {{ printf "%s/error" (include "coalesce.authBase" .) | quote }}
      settings:
        ui_url: {{ printf "%s/settings" (include "coalesce.authBase" .) | quote }}
        privileged_session_max_age: 15m
        required_aal: highest_available
      recovery:
        ui_url: {{ printf "%s/recovery" (include "coalesce.authBase" .) | quote }}
        enabled: true
        use: code
      verification:
        ui_url: {{ printf "%s/verification" (include "coalesce.authBase" .) | quote }}
        enabled: true
        use: code
      login:
        ui_url: {{ printf "%s/login" (include "coalesce.authBase" .) | quote }}
        lifespan: 10m
      registration:
        ui_url: {{ printf "%s/registration" (include "coalesce.authBase" .) | quote }}
        enabled: {{ .Values.kratos.registrationEnabled }}
        lifespan: 10m
        after:
          password:
            hooks:
              - hook: session
      logout:
        after:
          default_browser_return_url: {{ printf "%s/home" (include "coalesce.appOrigin" .) | quote }}
  ciphers:
    algorithm: xchacha20-poly1305
  hashers:
    algorithm: bcrypt
    bcrypt:
      cost: 8
identity.default.schema.json: |
  {
    "$id": "https://schemas.ory.sh/presets/kratos/quickstart/email-password/identity.schema.json",
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "User",
    "type": "object",
    "properties": {
      "traits": {
        "type": "object",
        "properties": {
          "email": {
            "type": "string",
            "format": "email",
            "title": "Email",
            "minLength": 3,
            "ory.sh/kratos": {
              "credentials": {
                "password": {
                  "identifier": true
                }
              },
              "verification": {
                "via": "email"
              },
              "recovery": {
                "via": "email"
              }
            }
          }
        },
        "required": [
          "email"
        ],
        "additionalProperties": false
      }
    }
  }
{{- end }}

{{/*
What the Secret "kratos-ui-keys" is made from. Pods roll when it changes; what was made once never
does.
*/}}
{{- define "coalesce.kratosUiKeys" -}}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The name of the Secret "worker".
*/}}
{{- define "coalesce.workerSecretName" -}}
{{- default (printf "%s-worker" (include "coalesce.fullname" .)) .Values.coalesce.existingSecret }}
{{- end }}

{{/*
What the Secret "worker" is made from. Pods roll when it changes; what was made once never does.
*/}}
{{- define "coalesce.worker" -}}
workerKey: {{ .Values.coalesce.workerKey | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The Secret that holds the certificate of the Gateway "gateway".
*/}}
{{- define "coalesce.gatewayTlsSecretName" -}}
{{- default (printf "%s-gateway-tls" (include "coalesce.fullname" .)) .Values.gateway.https.secretName }}
{{- end }}
