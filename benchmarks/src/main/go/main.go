// Command benchmarks runs the workloads on Ergo. It prints a line of JSON for each result,
// as the Java programs do. Started with words of the form name=number, then the workloads.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"

	"ergo.services/ergo"
	"ergo.services/ergo/gen"
)

const system = "Ergo"

type result struct {
	name  string
	value float64
	unit  string
}

var workloads = map[string]func(*bench) []result{
	"tell-1-1":         one("tell-1-1", "messages/s", func(b *bench) float64 { return b.tell(1) }),
	"tell-4-1":         one("tell-4-1", "messages/s", func(b *bench) float64 { return b.tell(4) }),
	"ask-1":            one("ask-1", "asks/s", func(b *bench) float64 { return b.ask(1) }),
	"ask-64":           one("ask-64", "asks/s", func(b *bench) float64 { return b.ask(64) }),
	"ask-1-handed":     one("ask-1-handed", "asks/s", func(b *bench) float64 { return b.ask(1) }),
	"ask-64-handed":    one("ask-64-handed", "asks/s", func(b *bench) float64 { return b.ask(64) }),
	"ping-pong-1":      one("ping-pong-1", "round trips/s", func(b *bench) float64 { return b.pingPong(1, b.batch/10) }),
	"ping-pong-16":     one("ping-pong-16", "round trips/s", func(b *bench) float64 { return b.pingPong(16, b.batch/50) }),
	"ring":             one("ring", "messages/s", (*bench).goRound),
	"skynet":           one("skynet", "ms", (*bench).skynet),
	"spawn":            one("spawn", "actors/s", (*bench).spawn),
	"growth":           (*bench).grow,
	"restart":          one("restart", "restarts/s", (*bench).restart),
	"stop-tree":        one("stop-tree", "ms", (*bench).stopTree),
	"ask-behind-queue": one("ask-behind-queue", "us", (*bench).askBehind),
	"blocking":         one("blocking", "ms", (*bench).block),
}

func one(name, unit string, measure func(*bench) float64) func(*bench) []result {
	return func(b *bench) []result { return []result{{name, measure(b), unit}} }
}

func main() {
	var names []string
	var settings effort
	for _, word := range os.Args[1:] {
		if name, value, found := strings.Cut(word, "="); found {
			settings.set(name, value)
		} else {
			names = append(names, word)
		}
	}
	node, err := ergo.StartNode("benchmarks@localhost", gen.NodeOptions{
		Network: gen.NetworkOptions{Mode: gen.NetworkModeDisabled},
		Log: gen.LogOptions{
			Level:         gen.LogLevelDisabled,
			DefaultLogger: gen.DefaultLoggerOptions{Disable: true},
		},
	})
	check(err)
	for _, name := range names {
		// So that it is known which one the program died of.
		fmt.Println("# " + name)
		run(node, name, settings)
	}
	// Not in good order: to stop a million processes takes time.
}

func run(node gen.Node, name string, settings effort) {
	var results []result
	// In a process, as a process sends and asks with less effort than others.
	problem := inProcess(node, func(self gen.Process) {
		measure, known := workloads[name]
		expect("workload", true, known)
		results = measure(&bench{self, settings})
	})
	for _, each := range results {
		line(each.name, map[string]any{"value": each.value, "unit": each.unit})
	}
	if problem != nil {
		line(name, map[string]any{"failed": fmt.Sprint(problem)})
	}
}

func line(workload string, outcome map[string]any) {
	head, err := json.Marshal(workload)
	check(err)
	outcome["system"] = system
	outcome["config"] = fmt.Sprintf("GOMAXPROCS=%d, GOGC=%d", runtime.GOMAXPROCS(0), gcPercent)
	rest, err := json.Marshal(outcome)
	check(err)
	fmt.Printf("{\"workload\":%s,%s\n", head, rest[1:])
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func expect[T comparable](what string, expected, actual T) {
	if expected != actual {
		panic(fmt.Sprintf("wrong %s: %v instead of %v", what, actual, expected))
	}
}
