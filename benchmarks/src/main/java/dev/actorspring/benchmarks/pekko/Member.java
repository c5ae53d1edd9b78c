package dev.actorspring.benchmarks.pekko;

import dev.actorspring.benchmarks.trial.Tally;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * One of many: counts its messages, and blocks for each if it is told to.
 */
final class Member extends AbstractBehavior<Member.Command> {

	private final long pause;

	private int count;

	private Member(ActorContext<Command> context, long pause) {
		super(context);
		this.pause = pause;
	}

	static Behavior<Command> create() {
		return create(0);
	}

	static Behavior<Command> create(long pauseMillis) {
		return Behaviors.setup((context) -> new Member(context, pauseMillis));
	}

	@Override
	public Receive<Command> createReceive() {
		return newReceiveBuilder().onMessage(Note.class, this::note)
			.onMessage(Report.class, this::report)
			.onMessage(Leave.class, this::leave)
			.build();
	}

	private Behavior<Command> note(Note message) throws InterruptedException {
		handle();
		return this;
	}

	private Behavior<Command> report(Report message) throws InterruptedException {
		handle();
		message.to().report(this.count);
		return this;
	}

	private void handle() throws InterruptedException {
		if (this.pause > 0) {
			Thread.sleep(this.pause);
		}
		this.count++;
	}

	private Behavior<Command> leave(Leave message) {
		message.to().report(1);
		return Behaviors.stopped();
	}

	sealed interface Command {

	}

	record Note() implements Command {

	}

	record Report(Tally to) implements Command {

	}

	record Leave(Tally to) implements Command {

	}

}
