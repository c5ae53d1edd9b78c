package main

import "sync/atomic"

// A tally adds up what a number of reports say, and tells when the last has come.
type tally struct {
	left, sum atomic.Int64
	done      chan struct{}
}

func newTally(reports int) *tally {
	t := &tally{done: make(chan struct{})}
	t.left.Store(int64(reports))
	return t
}

func (t *tally) report(value int) {
	t.sum.Add(int64(value))
	if t.left.Add(-1) == 0 {
		close(t.done)
	}
}

func (t *tally) await() int {
	<-t.done
	return int(t.sum.Load())
}
