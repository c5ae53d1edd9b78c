package main

import (
	"ergo.services/ergo/act"
	"ergo.services/ergo/gen"
)

// A player passes a ball on until it has gone far enough.
type player struct {
	act.Actor
	next gen.PID
}

type meet struct{ next gen.PID }

type ball struct {
	left int
	done *tally
}

func newPlayer() gen.ProcessBehavior { return &player{} }

func (p *player) HandleMessage(_ gen.PID, message any) error {
	switch message := message.(type) {
	case ball:
		if message.left > 0 {
			return p.SendPID(p.next, ball{message.left - 1, message.done})
		}
		message.done.report(1)
	case meet:
		p.next = message.next
	}
	return nil
}
