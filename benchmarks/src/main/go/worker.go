package main

import (
	"ergo.services/ergo/act"
	"ergo.services/ergo/gen"
)

// A worker is a process that does one thing, and ends.
type worker struct {
	act.Actor
}

type job struct {
	task func(self gen.Process)
	// Gets nil, or what went wrong.
	done chan any
}

func newWorker() gen.ProcessBehavior { return &worker{} }

func (w *worker) HandleMessage(_ gen.PID, message any) error {
	job := message.(job)
	defer func() { job.done <- recover() }()
	job.task(w)
	return gen.TerminateReasonNormal
}

// inProcess does something in a process, waits, and says what went wrong, if anything.
func inProcess(node gen.Node, task func(self gen.Process)) any {
	done := make(chan any, 1)
	start(node, job{task, done})
	return <-done
}

func start(node gen.Node, job job) {
	pid, err := node.Spawn(newWorker, gen.ProcessOptions{})
	check(err)
	check(node.Send(pid, job))
}

// together does something in so many processes, and waits for all.
func (b *bench) together(count int, task func(self gen.Process)) {
	if count == 1 {
		task(b.self)
		return
	}
	done := make(chan any, count)
	for range count {
		start(b.self.Node(), job{task, done})
	}
	for range count {
		if problem := <-done; problem != nil {
			panic(problem)
		}
	}
}
