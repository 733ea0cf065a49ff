{{ define "web.name" }}x{{ end }}
