package main

import (
	"sync/atomic"
	"time"

	"ergo.services/ergo/gen"
)

func (b *bench) restart() float64 {
	return b.rate(func() int {
		left := &atomic.Int64{}
		left.Store(int64(b.effort.crashes))
		crashes := crashes{left, b.effort.crashes, newTally(b.effort.crashes), newTally(1)}
		supervisor := b.spawned(newCrashSupervisor, crashes)
		check(b.self.SendPID(supervisor, begin{}))
		select {
		case <-crashes.restarts.done:
		case <-crashes.stopped.done:
			panic("the supervisor has given up")
		}
		restarts := crashes.restarts.await()
		expect("number of restarts", b.effort.crashes, restarts)
		check(b.self.SendExit(supervisor, gen.TerminateReasonShutdown))
		crashes.stopped.await()
		return restarts
	})
}

func (b *bench) stopTree() float64 {
	size := 2<<b.depth - 1
	stop := func() time.Duration {
		stopped := newTally(size)
		root := b.spawned(newBranch, gen.Atom("tree"), b.depth, stopped)
		begun := time.Now()
		check(b.self.SendExit(root, gen.TerminateReasonShutdown))
		expect("number of actors stopped", size, stopped.await())
		return time.Since(begun)
	}
	return b.mean(stop, stop) / 1e6
}

func (b *bench) askBehind() float64 {
	counter := b.spawned(newCounter)
	behind := func() time.Duration {
		caller := b.spawned(newCaller)
		filled, took := make(chan struct{}), make(chan time.Duration, 1)
		check(b.self.SendPID(caller, goAhead{counter, filled, took}))
		for range b.queued {
			check(b.self.SendPID(caller, noise{}))
		}
		close(filled)
		waited := <-took
		count, err := b.self.CallPID(caller, noticed{}, patience)
		check(err)
		expect("number of messages handled", b.queued, count.(int))
		return waited
	}
	return b.mean(behind, behind) / 1e3
}
