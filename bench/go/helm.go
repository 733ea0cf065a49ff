package main

import (
	"log/slog"
	"strings"

	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
	"helm.sh/helm/v4/pkg/engine"
	release "helm.sh/helm/v4/pkg/release/v1"
)

const (
	releaseName = "rel"
	namespace   = "default"
)

// renderLoaded runs values and templates of a chart that is loaded once. Schemas are left out, as on the other side:
// Helm compiles them anew each time.
func renderLoaded(path string) (func() (int, error), error) {
	loaded, err := loader.Load(path)
	if err != nil {
		return nil, err
	}
	if err := chartutil.ProcessDependencies(loaded, map[string]any{}); err != nil {
		return nil, err
	}
	options := common.ReleaseOptions{Name: releaseName, Namespace: namespace, Revision: 1, IsInstall: true}
	return func() (int, error) {
		capabilities := common.DefaultCapabilities
		scope, err := util.ToRenderValuesWithSchemaValidation(loaded, map[string]any{}, options, capabilities, true)
		if err != nil {
			return 0, err
		}
		files, err := engine.Render(loaded, scope)
		size := 0
		for _, text := range files {
			size += len(text)
		}
		return size, err
	}, nil
}

// install does what `helm template` does within its process: load, merge, render, split, sort, print.
func install(one work) (int, error) {
	values := map[string]any{}
	if one.Values != "" {
		read, err := common.ReadValuesFile(one.Values)
		if err != nil {
			return 0, err
		}
		values = read
	}
	loaded, err := loader.Load(one.Chart)
	if err != nil {
		return 0, err
	}
	client := action.NewInstall(action.NewConfiguration(action.ConfigurationSetLogger(slog.DiscardHandler)))
	client.DryRunStrategy, client.Replace = action.DryRunClient, true
	client.ReleaseName, client.Namespace = releaseName, namespace
	out, err := client.Run(loaded, values)
	if err != nil {
		return 0, err
	}
	made := out.(*release.Release)
	var text strings.Builder
	text.WriteString(strings.TrimSpace(made.Manifest) + "\n")
	for _, hook := range made.Hooks {
		text.WriteString("---\n# Source: " + hook.Path + "\n" + hook.Manifest + "\n")
	}
	return text.Len(), nil
}
