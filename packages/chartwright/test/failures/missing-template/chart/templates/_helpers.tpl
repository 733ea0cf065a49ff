{{- define "web.labels" -}}
a: b
{{- end }}
