package main

import (
	"errors"
	"math"
	"sync/atomic"

	"ergo.services/ergo/act"
	"ergo.services/ergo/gen"
)

var errCrash = errors.New("crash")

// A crasher crashes as soon as it runs, until it has done so often enough.
type crasher struct {
	act.Actor
}

type crashes struct {
	left     *atomic.Int64
	all      int
	restarts *tally
	// Gets a report when the supervisor has stopped.
	stopped *tally
}

type crash struct{}

func newCrasher() gen.ProcessBehavior { return &crasher{} }

func (c *crasher) Init(args ...any) error {
	crashes := args[0].(crashes)
	before := int(crashes.left.Add(-1)) + 1
	if before < crashes.all {
		crashes.restarts.report(1)
	}
	if before > 0 {
		return c.SendPID(c.PID(), crash{})
	}
	return nil
}

func (c *crasher) HandleMessage(gen.PID, any) error {
	return errCrash
}

// A crashSupervisor restarts a crasher.
type crashSupervisor struct {
	act.Supervisor
	crashes crashes
}

func newCrashSupervisor() gen.ProcessBehavior { return &crashSupervisor{} }

func (s *crashSupervisor) Init(args ...any) (act.SupervisorSpec, error) {
	s.crashes = args[0].(crashes)
	return act.SupervisorSpec{
		Children: []act.SupervisorChildSpec{{Name: "crasher", Factory: newCrasher, Args: args}},
		// Without a limit that counts: the others have one that is as large.
		Restart: act.SupervisorRestart{Intensity: math.MaxUint16, Period: 1},
	}, nil
}

func (s *crashSupervisor) Terminate(error) {
	s.crashes.stopped.report(1)
}
