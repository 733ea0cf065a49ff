{{- define "web.image" -}}
{{ .Values.global.registry.host }}/web
{{- end }}
{{- define "web.labels" -}}
image: {{ include "web.image" . }}
{{- end }}
