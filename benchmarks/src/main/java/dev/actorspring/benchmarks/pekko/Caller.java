package dev.actorspring.benchmarks.pekko;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Tally;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Asks while much waits in its own mailbox. Takes the reply from the future: that of the
 * context's own ask would wait behind all of it.
 */
final class Caller extends AbstractBehavior<Caller.Command> {

	private final ActorRef<Counting.Command> asked;

	private int noticed;

	private Caller(ActorContext<Command> context, ActorRef<Counting.Command> asked) {
		super(context);
		this.asked = asked;
	}

	static Behavior<Command> create(ActorRef<Counting.Command> asked) {
		return Behaviors.setup((context) -> new Caller(context, asked));
	}

	@Override
	public Receive<Command> createReceive() {
		return newReceiveBuilder().onMessage(Go.class, this::go)
			.onMessage(Noise.class, this::notice)
			.onMessage(Report.class, this::report)
			.build();
	}

	private Behavior<Command> go(Go message) throws InterruptedException {
		message.filled().await();
		long begun = System.nanoTime();
		AskPattern.<Counting.Command, Long>ask(this.asked, (replyTo) -> new Counting.AddAndGet(1, replyTo),
				Contestant.ASK_TIMEOUT, getContext().getSystem().scheduler())
			.whenComplete((sum, failure) -> {
				if (failure != null) {
					message.took().completeExceptionally(failure);
				}
				else {
					message.took().complete(System.nanoTime() - begun);
				}
			});
		return this;
	}

	private Behavior<Command> notice(Noise message) {
		this.noticed++;
		return this;
	}

	private Behavior<Command> report(Report message) {
		message.to().report(this.noticed);
		return Behaviors.stopped();
	}

	sealed interface Command {

	}

	record Go(CountDownLatch filled, CompletableFuture<Long> took) implements Command {

	}

	record Noise() implements Command {

	}

	record Report(Tally to) implements Command {

	}

}
