package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// linted is what a linter says of one chart: its messages, whether they are worth a warning, its errors.
type linted struct {
	messages []string
	// The same without what is only advice.
	grave  []string
	errors []error
}

// lint is `helm lint c`, without the reading of flags: what it prints, what it logs, and what it refuses with.
// Kind holds the flags that are set, with spaces between.
func lint(r request) (any, error) {
	folder, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	for name, text := range r.Files {
		path := filepath.Join(folder, "c", string(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	if err := os.Chdir(folder); err != nil {
		return nil, err
	}
	var logged bytes.Buffer
	restore := logTo(&logged)
	defer restore()
	out, summary := lintAll(strings.Fields(r.Kind), mustRead(r.Values))
	inFolder := func(text string) string { return strings.ReplaceAll(text, folder+"/", "") }
	return map[string]any{"stdout": inFolder(out), "stderr": inFolder(logged.String()), "failed": summary}, nil
}

// lintAll goes over the chart, and those below it when asked, and prints as the command does.
func lintAll(flags []string, values map[string]any) (string, string) {
	on := map[string]bool{}
	for _, flag := range flags {
		on[flag] = true
	}
	paths := []string{"c"}
	if on["with-subcharts"] {
		filepath.Walk("c/charts", func(path string, info os.FileInfo, _ error) error {
			if info != nil && info.Name() == "Chart.yaml" {
				paths = append(paths, filepath.Dir(path))
			} else if info != nil && (strings.HasSuffix(path, ".tgz") || strings.HasSuffix(path, ".tar.gz")) {
				paths = append(paths, path)
			}
			return nil
		})
	}
	var b strings.Builder
	failed, worthSaying := 0, 0
	for _, path := range paths {
		result := lintOne(path, values, on)
		isGrave := len(result.grave) > 0 || len(result.errors) > 0
		if isGrave {
			worthSaying++
		}
		if on["quiet"] && !isGrave {
			continue
		}
		fmt.Fprintf(&b, "==> Linting %s\n", path)
		if len(result.messages) == 0 {
			for _, err := range result.errors {
				fmt.Fprintf(&b, "Error %s\n", err)
			}
		}
		messages := result.messages
		if on["quiet"] {
			messages = result.grave
		}
		for _, message := range messages {
			fmt.Fprintln(&b, message)
		}
		if len(result.errors) > 0 {
			failed++
		}
		fmt.Fprintln(&b)
	}
	summary := fmt.Sprintf("%d chart(s) linted, %d chart(s) failed", len(paths), failed)
	if failed > 0 {
		return b.String(), summary
	}
	if !on["quiet"] || worthSaying > 0 {
		fmt.Fprintln(&b, summary)
	}
	return b.String(), ""
}
