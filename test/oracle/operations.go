package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"sigs.k8s.io/yaml"
	goYaml "sigs.k8s.io/yaml/goyaml.v3"
)

// operations by the name a request gives. What Helm's two lines name differently is in helm3 and helm4.
var operations = map[string]func(request) (any, error){
	"render":   render,
	"template": template,
	"values":   values,
	"set":      set,
	"schema":   func(r request) (any, error) { return nil, checkSchema(mustRead(r.Values), []byte(r.Text)) },
	"yaml":     readYaml,
	"toYaml":   writeYaml,
	"lint":     lint,
}

// readYaml reads a document as Helm reads everything: into `any`, a map or a list, strictly or not; a values
// file by Helm's own reader.
func readYaml(r request) (any, error) {
	data := []byte(r.Text)
	switch r.Kind {
	case "any":
		var v any
		err := yaml.Unmarshal(data, &v)
		return v, err
	case "map":
		v := map[string]any{}
		err := yaml.Unmarshal(data, &v)
		return v, err
	case "list":
		v := []any{}
		err := yaml.Unmarshal(data, &v)
		return v, err
	case "strict":
		var v any
		err := yaml.UnmarshalStrict(data, &v)
		return v, err
	case "values":
		return readValues(data)
	}
	return nil, fmt.Errorf("no kind %q", r.Kind)
}

func sortedNames(files map[string]wire) []string {
	return slices.Sorted(maps.Keys(files))
}

// writeYaml prints what it has read from JSON: as toYaml does, or as toYamlPretty.
func writeYaml(r request) (any, error) {
	var v any
	if err := yaml.Unmarshal([]byte(r.Values), &v); err != nil {
		return nil, err
	}
	if r.Kind != "pretty" {
		data, err := yaml.Marshal(v)
		return string(data), err
	}
	var data bytes.Buffer
	encoder := goYaml.NewEncoder(&data)
	encoder.SetIndent(2)
	err := encoder.Encode(v)
	return data.String(), err
}

// set applies one text of the --set family to values.
func set(r request) (any, error) {
	into := mustRead(r.Values)
	err := parseSet(r.Kind, string(r.Text), into)
	return into, err
}

// mustRead reads values that a generator wrote as JSON; it never fails on them.
func mustRead(text wire) map[string]any {
	v := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		panic(fmt.Errorf("values: %w", err))
	}
	return v
}
