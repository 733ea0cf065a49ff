package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/loader/archive"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/lint/support"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
	"helm.sh/helm/v4/pkg/engine"
	release "helm.sh/helm/v4/pkg/release/v1"
	"helm.sh/helm/v4/pkg/strvals"
)

func load(r request) (*chart.Chart, error) {
	var files []*archive.BufferedFile
	for _, name := range sortedNames(r.Files) {
		files = append(files, &archive.BufferedFile{Name: name, Data: []byte(r.Files[name])})
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
	if err := chartutil.ProcessDependencies(c, user); err != nil {
		return nil, err
	}
	scope, err := util.ToRenderValuesWithSchemaValidation(c, user, common.ReleaseOptions{}, nil, true)
	if err != nil {
		return nil, err
	}
	return map[string]any(scope["Values"].(common.Values)), nil
}

// render executes every template and gives the texts by path.
func render(r request) (any, error) {
	c, err := load(r)
	if err != nil {
		return nil, err
	}
	options := common.ReleaseOptions{Name: "rel", Namespace: "default", Revision: 1, IsInstall: true}
	scope, err := util.ToRenderValues(c, mustRead(r.Values), options, common.DefaultCapabilities)
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
	in := action.NewInstall(action.NewConfiguration(action.ConfigurationSetLogger(slog.DiscardHandler)))
	in.DryRunStrategy, in.Replace, in.ReleaseName, in.Namespace = action.DryRunClient, true, "rel", "default"
	out, err := in.Run(c, mustRead(r.Values))
	if err != nil {
		return nil, err
	}
	rel := out.(*release.Release)
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
	return util.ValidateAgainstSingleSchema(values, schema)
}

func readValues(data []byte) (any, error) {
	return loader.LoadValues(strings.NewReader(string(data)))
}

// logTo sends Helm's log there, framed as the command frames it, until the function it gives is called.
func logTo(w io.Writer) func() {
	before := slog.Default()
	withoutTime := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: withoutTime})))
	return func() { slog.SetDefault(before) }
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
