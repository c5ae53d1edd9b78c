package main

import (
	"fmt"
	"runtime"
	"time"

	"ergo.services/ergo/gen"
)

func (b *bench) skynet() float64 {
	return b.mean(
		func() time.Duration { return b.timedSkynet(min(b.leaves, 10_000)) },
		func() time.Duration { return b.timedSkynet(b.leaves) }) / 1e6
}

func (b *bench) timedSkynet(leaves int) time.Duration {
	begun := time.Now()
	total := newTally(1)
	b.spawned(newSkynetNode, place{total: total, leaves: leaves})
	expect("sum", leaves*(leaves-1)/2, total.await())
	return time.Since(begun)
}

func (b *bench) spawn() float64 {
	return float64(b.effort.spawned) * 1e9 / b.mean(
		func() time.Duration { return b.timedSpawn(min(b.effort.spawned, 10_000)) },
		func() time.Duration { return b.timedSpawn(b.effort.spawned) })
}

func (b *bench) timedSpawn(count int) time.Duration {
	begun := time.Now()
	members := b.members(count, 0)
	expect("number of messages handled", count, b.finish(members))
	took := time.Since(begun)
	expect("number of messages handled", 2*count, b.finish(members))
	b.stop(members)
	return took
}

// grow says what a message costs when more and more processes get one in turn, and what
// one of the most of them leaves in memory.
func (b *bench) grow() []result {
	var results []result
	for i, count := range b.growth {
		largest := i == len(b.growth)-1
		before := usedMemory()
		members := b.members(count, 0)
		expect("number of messages handled", count, b.finish(members))
		if largest {
			each := float64(usedMemory()-before) / float64(count)
			results = append(results, result{"memory", each, "bytes/actor"})
		}
		results = append(results, result{fmt.Sprintf("growth-%d", count), b.spreadOver(members), "ns/message"})
		if !largest {
			// The last are many, and end with the program.
			b.stop(members)
		}
	}
	return results
}

func (b *bench) spreadOver(members []gen.PID) float64 {
	count := len(members)
	messages := max(b.spread, count)
	stride := stride(count)
	sent := count
	send := func(messages int) func() time.Duration {
		return func() time.Duration { return b.timedSend(members, messages, stride, &sent) }
	}
	return b.mean(send(min(messages, 100_000)), send(messages)) / float64(messages+count)
}

func (b *bench) timedSend(members []gen.PID, messages, stride int, sent *int) time.Duration {
	begun := time.Now()
	index := 0
	for range messages {
		check(b.self.SendPID(members[index], note{}))
		index += stride
		if index >= len(members) {
			index -= len(members)
		}
	}
	handled := b.finish(members)
	took := time.Since(begun)
	*sent += messages + len(members)
	expect("number of messages handled", *sent, handled)
	return took
}

// stride is in which steps to visit all, but not as they lie in memory.
func stride(count int) int {
	if count == 1 {
		return 0
	}
	stride := max(1, int(float64(count)*0.618))
	for gcd(stride, count) != 1 {
		stride++
	}
	return stride
}

func gcd(a, b int) int {
	if b == 0 {
		return a
	}
	return gcd(b, a%b)
}

func usedMemory() int {
	// Twice, as pools let go of what they hold only in the second.
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc + stats.StackInuse)
}

func (b *bench) members(count int, pause time.Duration) []gen.PID {
	members := make([]gen.PID, count)
	for i := range members {
		members[i] = b.spawned(newMember, pause)
	}
	return members
}

func (b *bench) finish(members []gen.PID) int {
	counts := newTally(len(members))
	b.toAll(members, report{counts})
	return counts.await()
}

func (b *bench) stop(members []gen.PID) {
	left := newTally(len(members))
	b.toAll(members, leave{left})
	left.await()
}

func (b *bench) toAll(members []gen.PID, message any) {
	for _, pid := range members {
		check(b.self.SendPID(pid, message))
	}
}

func (b *bench) block() float64 {
	members := b.members(b.blocking, b.pause)
	sent := 0
	work := func() time.Duration { return b.timedSend(members, 2*len(members), 1, &sent) }
	millis := b.mean(work, work) / 1e6
	b.stop(members)
	return millis
}
