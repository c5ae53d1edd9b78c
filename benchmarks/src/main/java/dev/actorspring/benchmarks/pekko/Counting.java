package dev.actorspring.benchmarks.pekko;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Adds numbers.
 */
final class Counting extends AbstractBehavior<Counting.Command> {

	private long sum;

	private Counting(ActorContext<Command> context) {
		super(context);
	}

	static Behavior<Command> create() {
		return Behaviors.setup(Counting::new);
	}

	@Override
	public Receive<Command> createReceive() {
		return newReceiveBuilder().onMessage(Add.class, this::add).onMessage(AddAndGet.class, this::addAndGet).build();
	}

	private Behavior<Command> add(Add message) {
		this.sum += message.value();
		return this;
	}

	private Behavior<Command> addAndGet(AddAndGet message) {
		this.sum += message.value();
		message.replyTo().tell(this.sum);
		return this;
	}

	sealed interface Command {

	}

	record Add(int value) implements Command {

	}

	record AddAndGet(int value, ActorRef<Long> replyTo) implements Command {

	}

}
