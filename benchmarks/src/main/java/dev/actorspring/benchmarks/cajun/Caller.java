package dev.actorspring.benchmarks.cajun;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.cajunsystems.ActorContext;
import com.cajunsystems.Pid;
import com.cajunsystems.handler.Handler;
import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * Asks while much waits in its own mailbox.
 */
final class Caller implements Handler<Object> {

	private final Pid asked;

	private final CountDownLatch filled;

	private final CompletableFuture<Long> took;

	private int noticed;

	Caller(Pid asked, CountDownLatch filled, CompletableFuture<Long> took) {
		this.asked = asked;
		this.filled = filled;
		this.took = took;
	}

	@Override
	public void receive(Object message, ActorContext context) {
		switch (message) {
			case Tally tally -> tally.report(this.noticed);
			case String text when text.equals("go") -> go();
			default -> this.noticed++;
		}
	}

	private void go() {
		try {
			this.filled.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		long begun = System.nanoTime();
		this.asked.<Counting.Command, Long>ask(new Counting.AddAndGet(1), Contestant.ASK_TIMEOUT).get();
		this.took.complete(System.nanoTime() - begun);
	}

}
