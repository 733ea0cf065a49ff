{{- define "web.tag" -}}
{{ .tag.name }}
{{- end }}
