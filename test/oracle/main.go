// Command oracle answers for Helm's Go packages: one JSON request a line on standard input, one answer a line
// on standard output, in order. test/fuzz asks it; scripts and tests build it through test/fuzz/oracle.ts.
//
// One source serves every version: helm3/ and helm4/ hold what the two lines of Helm name differently, and a
// module file for each version. They are put together into one folder before building.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"runtime/debug"
)

type request struct {
	Op string `json:"op"`
	// Files of a chart by name, for render and template.
	Files map[string]wire `json:"files"`
	// Values as YAML, for render, template, set and schema.
	Values wire `json:"values"`
	// Text to read, for the other operations.
	Text wire   `json:"text"`
	Kind string `json:"kind"`
}

type answer struct {
	Out   any   `json:"out,omitempty"`
	Error *wire `json:"error,omitempty"`
	Panic bool  `json:"panic,omitempty"`
}

func respond(r request) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = refused(fmt.Errorf("panic: %v", p))
			a.Panic = true
		}
	}()
	op := operations[r.Op]
	if op == nil {
		return refused(fmt.Errorf("no operation %q", r.Op))
	}
	out, err := op(r)
	if err != nil {
		return refused(err)
	}
	return answer{Out: onWire(out)}
}

func refused(err error) answer {
	text := wire(err.Error())
	return answer{Error: &text}
}

func main() {
	log.SetOutput(io.Discard)
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	debug.SetGCPercent(400)
	// What has no end, such as a schema that refers to itself, ends sooner than at Go's own gigabyte.
	debug.SetMaxStack(64 << 20)
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			break
		}
		var r request
		if err := json.Unmarshal(line, &r); err != nil {
			panic(err)
		}
		data, err := json.Marshal(respond(r))
		if err != nil {
			data, _ = json.Marshal(refused(fmt.Errorf("the answer does not fit into JSON: %w", err)))
		}
		// At once, for the next request may be one that Go does not survive.
		out.Write(append(data, '\n'))
		out.Flush()
	}
}
