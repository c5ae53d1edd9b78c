package main

import (
	"ergo.services/ergo/act"
	"ergo.services/ergo/gen"
)

// A node of skynet: a leaf answers with its number, all else with the sum of ten others.
type skynetNode struct {
	act.Actor
	place   place
	sum     int
	missing int
}

type place struct {
	parent gen.PID
	// Of the root, which has no parent.
	total         *tally
	first, leaves int
}

type begin struct{}

type sum struct{ value int }

func newSkynetNode() gen.ProcessBehavior { return &skynetNode{missing: 10} }

func (n *skynetNode) Init(args ...any) error {
	n.place = args[0].(place)
	return n.SendPID(n.PID(), begin{})
}

func (n *skynetNode) HandleMessage(_ gen.PID, message any) error {
	switch message := message.(type) {
	case begin:
		if n.place.leaves == 1 {
			return n.answer(n.place.first)
		}
		each := n.place.leaves / 10
		for i := range 10 {
			child := place{parent: n.PID(), first: n.place.first + i*each, leaves: each}
			// Each starts in a goroutine that waits for its turn among all the others.
			options := gen.ProcessOptions{InitTimeout: patience}
			if _, err := n.Spawn(newSkynetNode, options, child); err != nil {
				return err
			}
		}
	case sum:
		n.sum += message.value
		n.missing--
		if n.missing == 0 {
			return n.answer(n.sum)
		}
	}
	return nil
}

func (n *skynetNode) answer(value int) error {
	if n.place.total != nil {
		n.place.total.report(value)
	} else if err := n.SendPID(n.place.parent, sum{value}); err != nil {
		return err
	}
	return gen.TerminateReasonNormal
}
