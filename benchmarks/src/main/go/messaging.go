package main

import "ergo.services/ergo/gen"

// In seconds.
const askTimeout, patience = 5, 600

// A bench runs workloads, each in a process of its own.
type bench struct {
	self gen.Process
	effort
}

func (b *bench) spawned(factory gen.ProcessFactory, args ...any) gen.PID {
	pid, err := b.self.Node().Spawn(factory, gen.ProcessOptions{}, args...)
	check(err)
	return pid
}

func ask(self gen.Process, counter gen.PID, value, timeout int) int {
	reply, err := self.CallPID(counter, addAndGet{value}, timeout)
	check(err)
	return reply.(int)
}

func (b *bench) tell(senders int) float64 {
	counter := b.spawned(newCounter)
	each := b.batch / senders
	sent := 0
	return b.rate(func() int {
		b.together(senders, func(self gen.Process) {
			for range each {
				check(self.SendPID(counter, add{1}))
			}
		})
		sent += senders * each
		expect("sum", sent, ask(b.self, counter, 0, patience))
		return senders * each
	})
}

// A reply always goes to the process that has asked, so it is the same whether handed on or not.
func (b *bench) ask(callers int) float64 {
	counter := b.spawned(newCounter)
	each := max(1, b.batch/10/callers)
	sent := 0
	return b.rate(func() int {
		b.together(callers, func(self gen.Process) {
			for range each {
				ask(self, counter, 1, askTimeout)
			}
		})
		sent += callers * each
		expect("sum", sent, ask(b.self, counter, 0, askTimeout))
		return callers * each
	})
}

func (b *bench) pingPong(pairs, steps int) float64 {
	steps = max(1, steps)
	first, second := b.players(pairs), b.players(pairs)
	for i := range pairs {
		b.introduce(first[i], second[i])
		b.introduce(second[i], first[i])
	}
	return b.rate(func() int {
		done := newTally(pairs)
		for _, pid := range first {
			check(b.self.SendPID(pid, ball{2 * steps, done}))
		}
		expect("number of balls", pairs, done.await())
		return pairs * steps
	})
}

func (b *bench) goRound() float64 {
	players := b.players(b.ring)
	for i, pid := range players {
		b.introduce(pid, players[(i+1)%len(players)])
	}
	return b.rate(func() int {
		done := newTally(1)
		check(b.self.SendPID(players[0], ball{b.ring * b.laps, done}))
		done.await()
		return b.ring * b.laps
	})
}

func (b *bench) players(count int) []gen.PID {
	players := make([]gen.PID, count)
	for i := range players {
		players[i] = b.spawned(newPlayer)
	}
	return players
}

func (b *bench) introduce(pid, next gen.PID) {
	check(b.self.SendPID(pid, meet{next}))
}
