{{- define "web.host" -}}
{{ required "ingress.host is required" .Values.host }}
{{- end }}
