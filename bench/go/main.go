// Command yardstick is Helm 4's engine in one long-lived process, for bench/run.ts to measure itself against. It
// reads requests as JSON lines and answers each with one line.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log"
	"log/slog"
	"os"
	"runtime"
	"time"
)

type request struct {
	Op string `json:"op"`
	// Cores that Go may use; one when it is left out.
	Cores int `json:"cores"`
	// Runs to time, after `Warm` that are not.
	Runs int `json:"runs"`
	Warm int `json:"warm"`
	// A chart, a YAML file or a program with its arguments.
	Path  string   `json:"path"`
	Argv  []string `json:"argv"`
	Cases []work   `json:"cases"`
}

type work struct {
	Chart  string `json:"chart"`
	Values string `json:"values"`
}

type response struct {
	// Milliseconds of each run.
	Times []float64 `json:"times"`
	// What one run wrote or read.
	Bytes int `json:"bytes"`
	// Peak memory of the program that was run, in kB.
	Peak  int64  `json:"peak,omitempty"`
	Error string `json:"error,omitempty"`
}

func main() {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	log.SetOutput(io.Discard)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var r request
		answer := response{}
		err := json.Unmarshal(in.Bytes(), &r)
		if err == nil {
			runtime.GOMAXPROCS(max(r.Cores, 1))
			answer, err = serve(r)
		}
		if err != nil {
			answer.Error = err.Error()
		}
		if out.Encode(answer) != nil {
			return
		}
	}
}

func serve(r request) (response, error) {
	if r.Op == "program" {
		return runProgram(r.Argv)
	}
	once, err := operation(r)
	if err != nil {
		return response{}, err
	}
	answer := response{Times: make([]float64, 0, r.Runs)}
	for i := -r.Warm; i < max(r.Runs, 1); i++ {
		start := time.Now()
		bytes, err := once()
		if err != nil {
			return answer, err
		}
		if i >= 0 {
			answer.Times = append(answer.Times, float64(time.Since(start).Microseconds())/1000)
		}
		answer.Bytes = bytes
	}
	return answer, nil
}
