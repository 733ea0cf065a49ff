package main

import (
	"fmt"
	"io"
	"log"
	"strings"

	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/lint/support"
	"helm.sh/helm/v3/pkg/strvals"
	"sigs.k8s.io/yaml"
)

func load(r request) (*chart.Chart, error) {
	var files []*loader.BufferedFile
	for _, name := range sortedNames(r.Files) {
		files = append(files, &loader.BufferedFile{Name: name, Data: []byte(r.Files[name])})
	}
	return loader.LoadFiles(files)
}

// values are what a chart's templates would see, coalesced with the user's.
func values(r request) (any, error) {
	c, err := load(r)
	if err != nil {
		return nil, err
	}
	user := mustRead(r.Values)
	if err := chartutil.ProcessDependenciesWithMerge(c, user); err != nil {
		return nil, err
	}
	scope, err := chartutil.ToRenderValuesWithSchemaValidation(c, user, chartutil.ReleaseOptions{}, nil, true)
	if err != nil {
		return nil, err
	}
	return map[string]any(scope["Values"].(chartutil.Values)), nil
}

// render executes every template and gives the texts by path.
func render(r request) (any, error) {
	c, err := load(r)
	if err != nil {
		return nil, err
	}
	options := chartutil.ReleaseOptions{Name: "rel", Namespace: "default", Revision: 1, IsInstall: true}
	scope, err := chartutil.ToRenderValues(c, mustRead(r.Values), options, chartutil.DefaultCapabilities)
	if err != nil {
		return nil, err
	}
	return engine.Render(c, scope)
}

// template is the whole of `helm template`, without the command's own checks of flags.
func template(r request) (any, error) {
	c, err := load(r)
	if err != nil {
		return nil, err
	}
	in := action.NewInstall(&action.Configuration{Log: func(string, ...any) {}})
	in.ClientOnly, in.DryRun, in.DryRunOption, in.Replace = true, true, "client", true
	in.ReleaseName, in.Namespace = "rel", "default"
	rel, err := in.Run(c, mustRead(r.Values))
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString(strings.TrimSpace(rel.Manifest) + "\n")
	for _, h := range rel.Hooks {
		fmt.Fprintf(&b, "---\n# Source: %s\n%s\n", h.Path, h.Manifest)
	}
	return b.String(), nil
}

func parseSet(kind, text string, into map[string]any) error {
	switch kind {
	case "set":
		return strvals.ParseInto(text, into)
	case "set-string":
		return strvals.ParseIntoString(text, into)
	case "set-json":
		return strvals.ParseJSON(text, into)
	case "set-literal":
		return strvals.ParseLiteralInto(text, into)
	}
	return fmt.Errorf("no kind %q", kind)
}

func checkSchema(values map[string]any, schema []byte) error {
	return chartutil.ValidateAgainstSingleSchema(values, schema)
}

// readValues reads as the chart's loader and -f do: one document, into a map.
func readValues(data []byte) (any, error) {
	v := map[string]any{}
	err := yaml.Unmarshal(data, &v)
	return v, err
}

// logTo sends Helm's log there, framed as the command frames it, until the function it gives is called.
func logTo(w io.Writer) func() {
	log.SetOutput(w)
	log.SetFlags(log.Lshortfile)
	return func() { log.SetOutput(io.Discard) }
}

// lintOne runs Helm's linter over one chart.
func lintOne(path string, values map[string]any, on map[string]bool) (l linted) {
	client := action.NewLint()
	client.Strict, client.SkipSchemaValidation = on["strict"], on["skip-schema-validation"]
	client.Namespace = "default"
	result := client.Run([]string{path}, values)
	for _, message := range result.Messages {
		text := message.Error()
		l.messages = append(l.messages, text)
		if message.Severity > support.InfoSev {
			l.grave = append(l.grave, text)
		}
	}
	l.errors = result.Errors
	return l
}
