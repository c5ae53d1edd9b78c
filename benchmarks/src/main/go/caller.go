package main

import (
	"time"

	"ergo.services/ergo/act"
	"ergo.services/ergo/gen"
)

// A caller asks while much waits in its own mailbox.
type caller struct {
	act.Actor
	noticed int
}

type goAhead struct {
	counter gen.PID
	filled  chan struct{}
	took    chan time.Duration
}

type noise struct{}

// Asks how many it has noticed, and ends it.
type noticed struct{}

func newCaller() gen.ProcessBehavior { return &caller{} }

func (c *caller) HandleMessage(_ gen.PID, message any) error {
	switch message := message.(type) {
	case goAhead:
		<-message.filled
		begun := time.Now()
		ask(c, message.counter, 1, askTimeout)
		message.took <- time.Since(begun)
	case noise:
		c.noticed++
	}
	return nil
}

func (c *caller) HandleCall(gen.PID, gen.Ref, any) (any, error) {
	return c.noticed, gen.TerminateReasonNormal
}
