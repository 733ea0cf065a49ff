{{/*
What the names of objects begin with: the release, and the chart unless the release names it.
Cut to 37 characters, so that every name fits; then the end is a hash that keeps releases apart.
*/}}
{{- define "voice-gateway.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if contains $name .Release.Name }}
{{- $full = .Release.Name }}
{{- end }}
{{- with .Values.fullnameOverride }}
{{- $full = . }}
{{- end }}
{{- if gt (len $full) 37 }}
{{- $full = printf "%s-%s" (trunc 30 $full | trimSuffix "-" | trimSuffix ".") (sha256sum $full | trunc 6) }}
{{- end }}
{{- $full }}
{{- end }}

{{/*
Labels of every object.
*/}}
{{- define "voice-gateway.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "voice-gateway.selectorLabels" . }}
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
{{- define "voice-gateway.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The account that the pods run as.
*/}}
{{- define "voice-gateway.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "voice-gateway.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/*
The full name of an image. Takes a dict: "image" (repository, tag, digest) and "global".
global.imageRegistry takes the place of the registry that the repository begins with.
*/}}
{{- define "voice-gateway.image" -}}
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
The files of the ConfigMap "integration-config".
*/}}
{{- define "voice-gateway.integrationConfig" -}}
config.yaml: |
  port: 8080
{{- end }}

{{/*
The files of the ConfigMap "runtime-config".
*/}}
{{- define "voice-gateway.runtimeConfig" -}}
config.yaml: |
  port: 9090
  dialogs: /dialogs
  {{- with .Values.runtime.config }}
  conversations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/*
The files of the ConfigMap "speech-gateway-config".
*/}}
{{- define "voice-gateway.speechGatewayConfig" -}}
config.yaml: |
  port: 9090
  models: {{ .Values.speechGateway.modelStorage.mountPath | quote }}
  {{- with .Values.speechGateway.config }}
  speech:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/*
The files of the ConfigMap "media-gateway-config".
*/}}
{{- define "voice-gateway.mediaGatewayConfig" -}}
config.yaml: |
  sipPort: {{ .Values.mediaGateway.service.sipPort }}
  {{- with .Values.mediaGateway.config }}
  media:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/*
Days until a date such as 2030-01-31; far below zero without one.
*/}}
{{- define "voice-gateway.daysLeft" -}}
{{- div (sub (toDate "2006-01-02" . | unixEpoch) (now | unixEpoch)) 86400 }}
{{- end }}

{{/*
The date in so many days.
*/}}
{{- define "voice-gateway.dateIn" -}}
{{- dateInZone "2006-01-02" (now | dateModify (printf "%dh" (mul . 24))) "UTC" }}
{{- end }}

{{/*
How often the chart has made its certificates: once more in the last third of their life, and while
the CA that signs is not yet the one given. Without a cluster to ask, always once.
*/}}
{{- define "voice-gateway.certificatesMade" -}}
{{- $kept := lookup "v1" "Secret" .Release.Namespace (printf "%s-ca" (include "voice-gateway.fullname" .)) }}
{{- $notes := dig "metadata" "annotations" dict $kept }}
{{- $made := get $notes "certificates-made" | int }}
{{- $late := lt (include "voice-gateway.daysLeft" (get $notes "certificates-end") | int) (div (int .Values.security.mtls.ca.days) 3 | int) }}
{{- if or $late (and .Values.security.mtls.ca.certificate .Values.security.mtls.ca.privateKey (ne (b64enc .Values.security.mtls.ca.certificate) (index $kept.data "tls.crt"))) }}
{{- $made = add1 $made }}
{{- end }}
{{- $made }}
{{- end }}

{{/*
Not empty when a CA is given that the pods do not know yet: it is made known, and signs later.
*/}}
{{- define "voice-gateway.caAnnounced" -}}
{{- $kept := lookup "v1" "Secret" .Release.Namespace (printf "%s-ca" (include "voice-gateway.fullname" .)) }}
{{- $notes := dig "metadata" "annotations" dict $kept }}
{{- if and .Values.security.mtls.ca.certificate .Values.security.mtls.ca.privateKey $kept }}
{{- if not (has (b64enc .Values.security.mtls.ca.certificate) (list (get $kept.data "tls.crt") (get $kept.data "next.crt"))) }}
{{- true }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The date until which the certificates hold that the chart makes.
*/}}
{{- define "voice-gateway.certificatesEnd" -}}
{{- $kept := lookup "v1" "Secret" .Release.Namespace (printf "%s-ca" (include "voice-gateway.fullname" .)) }}
{{- $notes := dig "metadata" "annotations" dict $kept }}
{{- if eq (include "voice-gateway.certificatesMade" .) (get $notes "certificates-made") }}
{{- get $notes "certificates-end" }}
{{- else }}
{{- include "voice-gateway.dateIn" (int .Values.security.mtls.ca.days) }}
{{- end }}
{{- end }}

{{/*
The files of the ConfigMap "redis-scripts".
*/}}
{{- define "voice-gateway.redisScripts" -}}
start.sh: |
  # Starts Redis as a replica of the master. Who that is say the sentinels; when none answers, as when all
  # pods start at once, the configuration of the last run; in the very first run it is pod 0.
  set -eu
  self="$(hostname).$HEADLESS"
  password="$(printf '%s' "${REDISCLI_AUTH:-}" | sed 's/[\\"]/\\&/g')"
  conf=/data/redis.conf
  ask() {
    found="$(timeout 5 redis-cli -h "$SENTINEL" -p 26379 sentinel get-master-addr-by-name main 2>/dev/null | head -n 1 || true)"
    case "$found" in *".$HEADLESS") echo "$found" ;; esac
  }
  master="$self"
  if [ "$ARCHITECTURE" = replication ]; then
    master="$(ask)"
    # A master that lost its data must not come back as master: its replicas would empty themselves.
    if [ "$master" = "$self" ] && [ ! -d /data/appendonlydir ]; then
      redis-cli -h "$SENTINEL" -p 26379 sentinel failover main || true
      for _ in $(seq 30); do
        master="$(ask)"
        [ "$master" = "$self" ] || break
        sleep 1
      done
    fi
    if [ -z "$master" ] && [ -f "$conf" ]; then
      master="$(sed -n 's/^replicaof "*\([^" ]*\)"* .*/\1/p' "$conf")"
      master="${master:-$self}"
    fi
    master="${master:-${HOSTNAME%-*}-0.$HEADLESS}"
  fi
  {
    echo "port 6379"
    echo "dir /data"
    echo "appendonly yes"
    echo "replica-announce-ip $self"
    [ "$master" = "$self" ] || echo "replicaof $master 6379"
    [ -z "$password" ] || printf 'requirepass "%s"\nmasterauth "%s"\n' "$password" "$password"
  } >"$conf"
  exec redis-server "$conf"
sentinel.sh: |
  # Watches the master that the Redis beside it follows.
  set -eu
  self="$(hostname).$HEADLESS"
  password="$(printf '%s' "${REDISCLI_AUTH:-}" | sed 's/[\\"]/\\&/g')"
  conf=/run/redis/sentinel.conf
  until [ "$(redis-cli ping 2>/dev/null || true)" = PONG ]; do sleep 1; done
  master="$(redis-cli info replication | tr -d '\r' | sed -n 's/^master_host://p')"
  {
    echo "port 26379"
    echo "dir /run/redis"
    # A sentinel that came back under a new identity would count as one more, and majorities would be missed.
    echo "sentinel myid $(printf '%s' "$self" | sha1sum | cut -c1-40)"
    echo "sentinel resolve-hostnames yes"
    echo "sentinel announce-hostnames yes"
    echo "sentinel announce-ip $self"
    echo "sentinel monitor main ${master:-$self} 6379 $((REPLICAS / 2 + 1))"
    echo "sentinel down-after-milliseconds main 5000"
    echo "sentinel failover-timeout main 30000"
    echo "sentinel parallel-syncs main 1"
    if [ -n "$password" ]; then
      printf 'sentinel auth-pass main "%s"\n' "$password"
      printf 'requirepass "%s"\nsentinel sentinel-pass "%s"\n' "$password" "$password"
    fi
  } >"$conf"
  exec redis-sentinel "$conf"
stop.sh: |
  # Hands the master over before the pod goes: writers wait a second, not until it is missed.
  role() {
    redis-cli info replication | tr -d '\r' | sed -n 's/^role://p'
  }
  [ "$ARCHITECTURE" = replication ] && [ "$(role)" = master ] || exit 0
  redis-cli -p 26379 sentinel failover main || exit 0
  for _ in $(seq 20); do
    [ "$(role)" = slave ] && exit 0
    sleep 1
  done
{{- end }}

{{/*
The name of the Secret "redis-auth".
*/}}
{{- define "voice-gateway.redisAuthSecretName" -}}
{{- default (printf "%s-redis-auth" (include "voice-gateway.fullname" .)) .Values.redis.auth.existingSecret }}
{{- end }}

{{/*
A secret: the one given, or derived from secretSeed, or the one that the cluster keeps, or a new
one.
Takes a dict: "root", "given", "name" of the Secret, "key", "length".
*/}}
{{- define "voice-gateway.generated" -}}
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
What the Secret "redis-auth" is made from. Pods roll when it changes; what was made once never does.
*/}}
{{- define "voice-gateway.redisAuth" -}}
redis-password: {{ .Values.redis.auth.password | quote }}
seed: {{ .Values.secretSeed | quote }}
{{- end }}

{{/*
The keys of the Secret "redis-external" that have a value.
*/}}
{{- define "voice-gateway.redisExternal" -}}
{{- with .Values.redis.external.password }}
redis-password: {{ . | quote }}
{{- end }}
{{- end }}

{{/*
The name of the Secret "redis-external".
*/}}
{{- define "voice-gateway.redisExternalSecretName" -}}
{{- default (printf "%s-redis-external" (include "voice-gateway.fullname" .)) .Values.redis.external.existingSecret }}
{{- end }}

{{/*
The keys of the Secret "postgres-url" that have a value.
*/}}
{{- define "voice-gateway.postgresUrl" -}}
{{- with .Values.postgres.password }}
password: {{ . | quote }}
{{- end }}
{{- if .Values.postgres.password }}
url: {{ printf "postgresql://%s:%s@%s:%d/%s" (.Values.postgres.user | urlquery | replace "+" "%20") (.Values.postgres.password | urlquery | replace "+" "%20") .Values.postgres.host (int64 .Values.postgres.port) .Values.postgres.database | quote }}
{{- else if .Values.postgres.user }}
url: {{ printf "postgresql://%s@%s:%d/%s" (.Values.postgres.user | urlquery | replace "+" "%20") .Values.postgres.host (int64 .Values.postgres.port) .Values.postgres.database | quote }}
{{- else }}
url: {{ printf "postgresql://%s:%d/%s" .Values.postgres.host (int64 .Values.postgres.port) .Values.postgres.database | quote }}
{{- end }}
{{- end }}

{{/*
The name of the Secret "postgres-url".
*/}}
{{- define "voice-gateway.postgresUrlSecretName" -}}
{{- default (printf "%s-postgres-url" (include "voice-gateway.fullname" .)) .Values.postgres.existingSecret }}
{{- end }}

{{/*
The keys of the Secret "nats-url" that have a value.
*/}}
{{- define "voice-gateway.natsUrl" -}}
{{- with .Values.nats.password }}
password: {{ . | quote }}
{{- end }}
{{- if .Values.nats.password }}
url: {{ printf "nats://%s:%s@%s:%d/%s" (.Values.nats.user | urlquery | replace "+" "%20") (.Values.nats.password | urlquery | replace "+" "%20") .Values.nats.host (int64 .Values.nats.port) .Values.nats.database | quote }}
{{- else if .Values.nats.user }}
url: {{ printf "nats://%s@%s:%d/%s" (.Values.nats.user | urlquery | replace "+" "%20") .Values.nats.host (int64 .Values.nats.port) .Values.nats.database | quote }}
{{- else }}
url: {{ printf "nats://%s:%d/%s" .Values.nats.host (int64 .Values.nats.port) .Values.nats.database | quote }}
{{- end }}
{{- end }}

{{/*
The name of the Secret "nats-url".
*/}}
{{- define "voice-gateway.natsUrlSecretName" -}}
{{- default (printf "%s-nats-url" (include "voice-gateway.fullname" .)) .Values.nats.existingSecret }}
{{- end }}
