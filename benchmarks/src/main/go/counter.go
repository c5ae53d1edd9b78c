package main

import (
	"ergo.services/ergo/act"
	"ergo.services/ergo/gen"
)

// A counter adds numbers.
type counter struct {
	act.Actor
	sum int
}

type add struct{ value int }

type addAndGet struct{ value int }

func newCounter() gen.ProcessBehavior { return &counter{} }

func (c *counter) HandleMessage(_ gen.PID, message any) error {
	c.sum += message.(add).value
	return nil
}

func (c *counter) HandleCall(_ gen.PID, _ gen.Ref, request any) (any, error) {
	c.sum += request.(addAndGet).value
	return c.sum, nil
}
