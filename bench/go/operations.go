package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"sigs.k8s.io/yaml"
)

// operation prepares what a request wants done, and gives the part that is timed. It returns the bytes written
// or, for reading YAML, read.
func operation(r request) (func() (int, error), error) {
	switch r.Op {
	case "render":
		return renderLoaded(r.Path)
	case "install":
		return func() (int, error) { return install(work{Chart: r.Path}) }, nil
	case "batch":
		return func() (int, error) { return batch(r.Cases, max(r.Cores, 1)) }, nil
	case "read-yaml", "write-yaml":
		return yamlOperation(r.Path, r.Op == "write-yaml")
	}
	return nil, fmt.Errorf("no operation %q", r.Op)
}

// batch installs every case, as many at a time as there are cores.
func batch(cases []work, workers int) (int, error) {
	var bytes, next atomic.Int64
	var failed atomic.Value
	var group sync.WaitGroup
	for range workers {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := next.Add(1); i <= int64(len(cases)); i = next.Add(1) {
				n, err := install(cases[i-1])
				if err != nil {
					failed.Store(fmt.Errorf("%v: %w", cases[i-1], err))
				}
				bytes.Add(int64(n))
			}
		}()
	}
	group.Wait()
	if err, ok := failed.Load().(error); ok {
		return 0, err
	}
	return int(bytes.Load()), nil
}

// yamlOperation reads or writes each document of a file by itself.
func yamlOperation(path string, write bool) (func() (int, error), error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var documents [][]byte
	var values []any
	for _, document := range strings.Split("\n"+string(text), "\n---") {
		var value any
		if err := yaml.Unmarshal([]byte(document), &value); err != nil {
			return nil, err
		}
		if value != nil {
			documents, values = append(documents, []byte(document)), append(values, value)
		}
	}
	return func() (int, error) {
		size := 0
		for i, document := range documents {
			if write {
				written, err := yaml.Marshal(values[i])
				if err != nil {
					return 0, err
				}
				size += len(written)
				continue
			}
			var value any
			if err := yaml.Unmarshal(document, &value); err != nil {
				return 0, err
			}
			size += len(document)
		}
		return size, nil
	}, nil
}

// runProgram runs a program to its end and tells its peak memory, which Node cannot ask of its children.
func runProgram(argv []string) (response, error) {
	program := exec.Command(argv[0], argv[1:]...)
	start := time.Now()
	out, err := program.Output()
	if err != nil {
		return response{}, fmt.Errorf("%v: %w", argv, err)
	}
	usage := program.ProcessState.SysUsage().(*syscall.Rusage)
	elapsed := float64(time.Since(start).Microseconds()) / 1000
	return response{Times: []float64{elapsed}, Bytes: len(out), Peak: usage.Maxrss}, nil
}
