package main

import (
	"time"

	"ergo.services/ergo/act"
	"ergo.services/ergo/gen"
)

// A member is one of many: it counts its messages, and blocks for each if it is told to.
type member struct {
	act.Actor
	pause   time.Duration
	count   int
	leaving *tally
}

type note struct{}

type report struct{ to *tally }

type leave struct{ to *tally }

func newMember() gen.ProcessBehavior { return &member{} }

func (m *member) Init(args ...any) error {
	m.pause = args[0].(time.Duration)
	return nil
}

func (m *member) HandleMessage(_ gen.PID, message any) error {
	switch message := message.(type) {
	case note:
		m.handle()
	case report:
		m.handle()
		message.to.report(m.count)
	case leave:
		m.leaving = message.to
		return gen.TerminateReasonNormal
	}
	return nil
}

func (m *member) handle() {
	if m.pause > 0 {
		time.Sleep(m.pause)
	}
	m.count++
}

func (m *member) Terminate(error) {
	m.leaving.report(1)
}
