package main

import (
	"errors"
	"math"
	"sync/atomic"

	"ergo.services/ergo/act"
	"ergo.services/ergo/gen"
)

var errCrash = errors.New("crash")

// A crasher crashes when it is told to.
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
	if int(crashes.left.Add(-1))+1 < crashes.all {
		crashes.restarts.report(1)
	}
	return nil
}

func (c *crasher) HandleMessage(gen.PID, any) error {
	return errCrash
}

// A crashSupervisor restarts a crasher. It is of the kind whose children have no names: of
// the others a child that is restarted at once finds its own name taken, now and then.
type crashSupervisor struct {
	act.Supervisor
	crashes crashes
}

func newCrashSupervisor() gen.ProcessBehavior { return &crashSupervisor{} }

func (s *crashSupervisor) Init(args ...any) (act.SupervisorSpec, error) {
	s.crashes = args[0].(crashes)
	return act.SupervisorSpec{
		Type:     act.SupervisorTypeSimpleOneForOne,
		Children: []act.SupervisorChildSpec{{Name: "crasher", Factory: newCrasher, Args: args}},
		// Without a limit that counts: the others have one that is as large.
		Restart:           act.SupervisorRestart{Intensity: math.MaxUint16, Period: 1},
		EnableHandleChild: true,
	}, nil
}

func (s *crashSupervisor) HandleMessage(gen.PID, any) error {
	return s.StartChild("crasher")
}

// HandleChildStart has the child crash until it has done so often enough. If it did so by
// itself, it could be gone before it is linked to its supervisor, which would not know.
func (s *crashSupervisor) HandleChildStart(_ gen.Atom, pid gen.PID) error {
	if s.crashes.left.Load() < 0 {
		return nil
	}
	return s.SendPID(pid, crash{})
}

func (s *crashSupervisor) Terminate(error) {
	s.crashes.stopped.report(1)
}
