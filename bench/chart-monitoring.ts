import type { Files } from './write-chart.ts'
import { platformChart } from './chart-platform.ts'

/**
 * A chart of the shape of public monitoring stacks: dashboards and rules of many kilobytes each that are nearly
 * all text, a values file of thousands of lines, and subcharts. It prints 0.7 MB.
 */
export function monitoringChart(): Files {
  const files: Files = {
    'Chart.yaml': 'apiVersion: v2\nname: monitoring\nversion: 0.1.0\nappVersion: "1"\n',
    'values.yaml': values(),
    'templates/_helpers.tpl': `{{- define "monitoring.labels" }}
app: {{ .Chart.Name }}
release: {{ $.Release.Name | quote }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}
`,
  }
  for (let i = 0; i < 28; i++) files[`templates/dashboards/dashboard-${i}.yaml`] = dashboard(i)
  for (let i = 0; i < 36; i++) files[`templates/rules/rules-${i}.yaml`] = rules(i)
  for (const name of ['exporter', 'console', 'state']) {
    for (const [file, text] of Object.entries(platformChart(name, 16))) files[`charts/${name}/${file}`] = text
  }
  return files
}

const header = (kind: string, name: string) => `metadata:
  name: {{ printf "%s-%s" .Release.Name "${name}" | trunc 63 | trimSuffix "-" }}
  namespace: {{ .Release.Namespace }}
  labels:
    kind: ${kind}
{{- include "monitoring.labels" $ | nindent 4 }}
`

function dashboard(index: number): string {
  const panel = (id: number) => ({
    id,
    title: `Panel ${id} of ${index}`,
    type: 'timeseries',
    gridPos: { h: 8, w: 12, x: (id % 2) * 12, y: id * 8 },
    fieldConfig: {
      defaults: { unit: 'bytes', custom: { fillOpacity: 10, lineWidth: 1, showPoints: 'never' } },
    },
    targets: [
      {
        expr: `sum(rate(metric_${id}_total{cluster="$cluster", job="job-${index}"}[5m])) by (pod)`,
        refId: 'A',
      },
    ],
  })
  const json = JSON.stringify({
    title: `Dashboard ${index}`,
    panels: Array.from({ length: 38 }, (_, id) => panel(id)),
  })
  const legend = '{{`{{pod}}`}}'
  return `{{- if and .Values.dashboards.enabled (not (has "d${index}" .Values.dashboards.disabled)) }}
apiVersion: v1
kind: ConfigMap
${header('dashboard', `dashboard-${index}`)}data:
  dashboard-${index}.json: |-
    ${json.replaceAll('"refId":"A"', `"legendFormat":"${legend}","refId":"A"`).replaceAll(',"targets"', '\n    ,"targets"')}
{{- end }}
`
}

function rules(index: number): string {
  const rule = (n: number) => `
{{- if not (.Values.rules.disabled.Alert${index}x${n} | default false) }}
    - alert: Alert${index}x${n}
      annotations:
{{- if .Values.rules.annotations }}
{{ toYaml .Values.rules.annotations | indent 8 }}
{{- end }}
        description: Pod {{\`{{\`}} $labels.pod {{\`}}\`}} of {{ .Release.Name }} has been failing for 15 minutes.
        runbook_url: {{ .Values.rules.runbookUrl }}/alert${index}x${n}
      expr: |-
        sum by (namespace, pod) (rate(failures_${n}_total{job="{{ .Values.rules.job }}"}[5m])) > ${n}
      for: {{ dig "Alert${index}x${n}" "for" "15m" .Values.rules.custom }}
      labels:
        severity: {{ .Values.rules.severity | default "warning" }}
{{- end }}`
  return `{{- if .Values.rules.create }}
apiVersion: monitoring.example.test/v1
kind: Rules
${header('rules', `rules-${index}`)}spec:
  groups:
  - name: group-${index}
    rules:
${Array.from({ length: 12 }, (_, n) => rule(n)).join('')}
{{- end }}
`
}

function values(): string {
  const sections = Array.from(
    { length: 160 },
    (_, i) => `component${i}:
  ## Whether this component is made
  enabled: ${i % 3 === 0}
  image: {registry: quay.io, repository: monitoring/component-${i}, tag: v0.${i}.1}
  # nodeSelector:
  #   disktype: ssd
  resources:
    requests: {cpu: ${i}m, memory: 64Mi}
  tolerations: []
  service:
    port: ${8000 + i}
    annotations: {}
  extraArgs:
    - --log.level=info
    - '--web.listen-address=:${8000 + i}'
`,
  )
  return `commonLabels: {team: observability}
dashboards: {enabled: true, disabled: [d3]}
rules:
  create: true
  disabled: {}
  custom: {}
  annotations: {owner: sre}
  runbookUrl: https://runbooks.example.test
  job: kubelet
${sections.join('')}`
}
