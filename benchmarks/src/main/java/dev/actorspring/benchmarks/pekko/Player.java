package dev.actorspring.benchmarks.pekko;

import java.util.Objects;

import dev.actorspring.benchmarks.trial.Tally;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Passes a ball on until it has gone far enough.
 */
final class Player extends AbstractBehavior<Player.Command> {

	private @Nullable ActorRef<Command> next;

	private Player(ActorContext<Command> context) {
		super(context);
	}

	static Behavior<Command> create() {
		return Behaviors.setup(Player::new);
	}

	@Override
	public Receive<Command> createReceive() {
		return newReceiveBuilder().onMessage(Ball.class, this::pass).onMessage(Meet.class, this::meet).build();
	}

	private Behavior<Command> meet(Meet message) {
		this.next = message.next();
		return this;
	}

	private Behavior<Command> pass(Ball ball) {
		if (ball.left() == 0) {
			ball.done().report(1);
		}
		else {
			Objects.requireNonNull(this.next).tell(new Ball(ball.left() - 1, ball.done()));
		}
		return this;
	}

	sealed interface Command {

	}

	record Meet(ActorRef<Command> next) implements Command {

	}

	record Ball(int left, Tally done) implements Command {

	}

}
