import type { Files } from './write-chart.ts'

const services = ['gateway', 'accounts', 'catalog', 'orders', 'billing', 'search', 'media', 'notify']

/** A chart of `count` templates: services, each as a Deployment, Service, ConfigMap, Ingress and what belongs to them. */
export function platformChart(name: string, count: number): Files {
  const files: Files = {
    'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 0.1.0\nappVersion: "2.3.4"\n`,
    'values.yaml': values(),
    'templates/_helpers.tpl': helpers,
  }
  const all = Object.entries(kinds)
  for (let i = 0; i < count; i++) {
    const [kind, body] = all[i % all.length]
    const instance = Math.floor(i / all.length)
    const service = services[instance % services.length]
    const id = `${service}-${instance}`
    files[`templates/${id}-${kind}.yaml`] = `{{- $svc := index .Values.services "${service}" }}
{{- $ctx := dict "root" . "svc" $svc "id" "${id}" }}
{{- if $svc.enabled }}
${body}{{- end }}
`
  }
  return files
}

function values(): string {
  const each = services.map(
    (service, i) => `  ${service}:
    enabled: true
    image: {repository: shop/${service}, tag: "1.${i}"}
    ports: [{name: http, port: ${8000 + i}}, {name: metrics, port: ${9000 + i}}]
    env:
      LOG_LEVEL: info
      PUBLIC_URL: "https://${service}.{{ .Values.global.domain }}"
      WORKERS: ${i + 2}
    config: |
      service = ${service}
      {{- if .Values.global.tracing.enabled }}
      tracing = {{ .Values.global.tracing.endpoint }}
      {{- end }}
    hosts: ["${service}.{{ .Values.global.domain }}"]
    autoscaling: {min: 2, max: ${i + 4}}
    annotations: {example.test/owner: ${service}-team}
    resources: {}
`,
  )
  return `global:
  domain: example.test
  registry: registry.example.test
  labels: {team: shop, tier: backend}
  tracing: {enabled: true, endpoint: "http://otel:4317"}
defaults:
  replicas: 2
  resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 512Mi}}
  securityContext: {runAsNonRoot: true, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
nameOverride: ""
services:
${each.join('')}`
}

const helpers = `{{- define "shop.name" -}}
{{- printf "%s-%s" .root.Release.Name (default .id .root.Values.nameOverride) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- define "shop.selector" -}}
app.kubernetes.io/name: {{ .id }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}
{{- define "shop.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{ include "shop.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
{{- with .root.Values.global.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}
{{- define "shop.image" -}}
{{- printf "%s/%s:%s" (.root.Values.global.registry | default "docker.io") .svc.image.repository (toString .svc.image.tag) -}}
{{- end -}}
{{- define "shop.env" -}}
{{- range $name, $value := .svc.env }}
- name: {{ $name }}
  value: {{ tpl (toString $value) $.root | quote }}
{{- end }}
- name: POD_NAME
  valueFrom:
    fieldRef: {fieldPath: metadata.name}
{{- end -}}
{{- define "shop.pod" -}}
metadata:
  labels:
    {{- include "shop.labels" . | nindent 4 }}
  annotations:
    checksum/config: {{ tpl .svc.config .root | sha256sum }}
spec:
  serviceAccountName: {{ include "shop.name" . }}
  containers:
    - name: main
      image: {{ include "shop.image" . | quote }}
      securityContext:
        {{- toYaml .root.Values.defaults.securityContext | nindent 8 }}
      env:
        {{- include "shop.env" . | trim | nindent 8 }}
      ports:
        {{- range .svc.ports }}
        - {name: {{ .name }}, containerPort: {{ .port }}}
        {{- end }}
      readinessProbe:
        httpGet: {path: /healthz, port: {{ (first .svc.ports).name }}}
      resources:
        {{- toYaml (merge (deepCopy .svc.resources) .root.Values.defaults.resources) | nindent 8 }}
{{- end -}}
`

const head = (api: string, kind: string) => `apiVersion: ${api}
kind: ${kind}
metadata:
  name: {{ include "shop.name" $ctx }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "shop.labels" $ctx | nindent 4 }}
  {{- with $svc.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
`

const kinds: Files = {
  deployment: `${head('apps/v1', 'Deployment')}spec:
  {{- if not $svc.autoscaling }}
  replicas: {{ .Values.defaults.replicas }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "shop.selector" $ctx | nindent 6 }}
  template:
    {{- include "shop.pod" $ctx | nindent 4 }}
`,
  service: `${head('v1', 'Service')}spec:
  type: {{ $svc.type | default "ClusterIP" }}
  selector:
    {{- include "shop.selector" $ctx | nindent 4 }}
  ports:
    {{- range $i, $port := $svc.ports }}
    - name: {{ $port.name }}
      port: {{ $port.port }}
      targetPort: {{ add $port.port $i }}
    {{- end }}
`,
  config: `${head('v1', 'ConfigMap')}data:
  app.conf: |
    {{- tpl $svc.config . | nindent 4 }}
  app.json: {{ dict "id" $ctx.id "ports" $svc.ports "env" $svc.env | toJson | quote }}
  {{- range $name, $value := $svc.env }}
  {{ $name | lower | replace "_" "." }}: {{ tpl (toString $value) $ | quote }}
  {{- end }}
`,
  ingress: `${head('networking.k8s.io/v1', 'Ingress')}spec:
  rules:
    {{- range $svc.hosts }}
    - host: {{ tpl . $ | quote }}
      http:
        paths:
          - path: /
            pathType: {{ ternary "Exact" "Prefix" (hasSuffix "/exact" .) }}
            backend: {service: {name: {{ include "shop.name" $ctx }}, port: {name: http}}}
    {{- end }}
`,
  autoscaler: `{{- with $svc.autoscaling }}
${head('autoscaling/v2', 'HorizontalPodAutoscaler').replaceAll('.Release', '$.Release')}spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ include "shop.name" $ctx }}}
  minReplicas: {{ required "autoscaling.min" .min | int }}
  maxReplicas: {{ max (int .max) (int .min) }}
{{- end }}
`,
  secret: `${head('v1', 'Secret')}type: Opaque
data:
  {{- range $name, $value := $svc.env }}
  {{- if not (contains "URL" $name) }}
  {{ $name }}: {{ $value | toString | b64enc }}
  {{- end }}
  {{- end }}
stringData:
  service.yaml: |
    {{- toYaml (pick $svc "image" "ports" "hosts") | nindent 4 }}
`,
  account: `${head('v1', 'ServiceAccount')}automountServiceAccountToken: false
---
${head('rbac.authorization.k8s.io/v1', 'Role')}rules:
  {{- range list "configmaps" "secrets" }}
  - {apiGroups: [""], resources: [{{ . | quote }}], verbs: [get, list]}
  {{- end }}
`,
  job: `${head('batch/v1', 'CronJob')}spec:
  schedule: {{ $svc.schedule | default "*/15 * * * *" | quote }}
  jobTemplate:
    spec:
      template:
        {{- include "shop.pod" (merge (dict "restart" "OnFailure") $ctx) | nindent 8 }}
`,
}
