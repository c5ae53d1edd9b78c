package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// gcPercent is how much garbage there may be for what is alive, as GOGC says it.
var gcPercent = 100

// An effort is how long and how large a measurement is.
type effort struct {
	warmUp, time                                               time.Duration
	batch, ring, laps, leaves, spawned, crashes, depth, queued int
	growth                                                     []int
	spread, blocking                                           int
	pause                                                      time.Duration
}

func (e *effort) set(name, value string) {
	if name == "growth" {
		for _, count := range strings.Split(value, ",") {
			e.growth = append(e.growth, number(count))
		}
		return
	}
	n := number(value)
	switch name {
	case "warm_up":
		e.warmUp = time.Duration(n) * time.Millisecond
	case "measure":
		e.time = time.Duration(n) * time.Millisecond
	case "pause":
		e.pause = time.Duration(n) * time.Millisecond
	case "threads":
		runtime.GOMAXPROCS(n)
	case "gc":
		gcPercent = n
		debug.SetGCPercent(n)
		// As much as the JVMs have.
		debug.SetMemoryLimit(6 << 30)
	default:
		*e.size(name) = n
	}
}

func (e *effort) size(name string) *int {
	switch name {
	case "batch":
		return &e.batch
	case "ring":
		return &e.ring
	case "laps":
		return &e.laps
	case "leaves":
		return &e.leaves
	case "spawned":
		return &e.spawned
	case "crashes":
		return &e.crashes
	case "depth":
		return &e.depth
	case "queued":
		return &e.queued
	case "spread":
		return &e.spread
	case "blocking":
		return &e.blocking
	}
	panic(fmt.Sprintf("there is no setting %q", name))
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	check(err)
	return n
}

// rate says how often in a second something is done.
func (e effort) rate(batch func() int) float64 {
	repeat(e.warmUp, batch)
	return repeat(e.time, batch)
}

func repeat(least time.Duration, batch func() int) float64 {
	begun := time.Now()
	for done := 0; ; {
		done += batch()
		if elapsed := time.Since(begun); elapsed >= least {
			return float64(done) / elapsed.Seconds()
		}
	}
}

// mean measures work that says itself how long the part took that counts, in nanoseconds.
func (e effort) mean(warmUp, work func() time.Duration) float64 {
	repeat(e.warmUp, func() int {
		warmUp()
		return 1
	})
	begun := time.Now()
	var sum time.Duration
	for times := 1; ; times++ {
		sum += work()
		if time.Since(begun) >= e.time {
			return float64(sum) / float64(times)
		}
	}
}
