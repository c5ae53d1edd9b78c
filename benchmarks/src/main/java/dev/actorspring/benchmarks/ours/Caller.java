package dev.actorspring.benchmarks.ours;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * Asks while much waits in its own mailbox.
 */
class Caller {

	private final Dispatcher dispatcher;

	private final ActorRef<Counting> asked;

	private int noticed;

	Caller(Dispatcher dispatcher, ActorRef<Counting> asked) {
		this.dispatcher = dispatcher;
		this.asked = asked;
	}

	@Receive
	void go(Go message) throws InterruptedException {
		// Until the mailbox is full.
		message.filled().await();
		long begun = System.nanoTime();
		if (this.dispatcher == Dispatcher.VIRTUAL) {
			this.asked.call(new Counting.AddAndGet(1), Contestant.ASK_TIMEOUT);
			message.took().complete(System.nanoTime() - begun);
			return;
		}
		// Here it must not wait: it goes on with the next message meanwhile.
		this.asked.ask(new Counting.AddAndGet(1), Contestant.ASK_TIMEOUT).whenComplete((sum, failure) -> {
			if (failure != null) {
				message.took().completeExceptionally(failure);
			}
			else {
				message.took().complete(System.nanoTime() - begun);
			}
		});
	}

	@Receive
	void notice(Noise message) {
		this.noticed++;
	}

	@Receive
	void report(Report message) {
		message.to().report(this.noticed);
	}

	record Go(CountDownLatch filled, CompletableFuture<Long> took) implements Message<Caller> {

	}

	record Noise() implements Message<Caller> {

	}

	record Report(Tally to) implements Message<Caller> {

	}

}
