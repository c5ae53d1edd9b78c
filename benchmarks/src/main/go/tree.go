package main

import (
	"ergo.services/ergo/act"
	"ergo.services/ergo/gen"
)

// A branch is a supervisor of two others, or of two leaves.
type branch struct {
	act.Supervisor
	stopped *tally
}

// A leaf does nothing.
type leaf struct {
	act.Actor
	stopped *tally
}

func newBranch() gen.ProcessBehavior { return &branch{} }

func newLeaf() gen.ProcessBehavior { return &leaf{} }

func (b *branch) Init(args ...any) (act.SupervisorSpec, error) {
	name, levels := args[0].(gen.Atom), args[1].(int)
	b.stopped = args[2].(*tally)
	factory := newBranch
	if levels == 1 {
		factory = newLeaf
	}
	var children []act.SupervisorChildSpec
	for _, child := range []gen.Atom{name + "0", name + "1"} {
		children = append(children,
			act.SupervisorChildSpec{Name: child, Factory: factory, Args: []any{child, levels - 1, b.stopped}})
	}
	return act.SupervisorSpec{Children: children}, nil
}

func (b *branch) Terminate(error) {
	b.stopped.report(1)
}

func (l *leaf) Init(args ...any) error {
	l.stopped = args[2].(*tally)
	return nil
}

func (l *leaf) Terminate(error) {
	l.stopped.report(1)
}
