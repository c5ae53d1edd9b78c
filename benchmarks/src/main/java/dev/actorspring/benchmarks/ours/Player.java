package dev.actorspring.benchmarks.ours;

import java.util.Objects;

import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.benchmarks.trial.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Passes a ball on until it has gone far enough.
 */
class Player {

	private @Nullable ActorRef<Player> next;

	@Receive
	void meet(Meet message) {
		this.next = message.next();
	}

	@Receive
	void pass(Ball ball) {
		if (ball.left() == 0) {
			ball.done().report(1);
		}
		else {
			Objects.requireNonNull(this.next).tell(new Ball(ball.left() - 1, ball.done()));
		}
	}

	record Meet(ActorRef<Player> next) implements Message<Player> {

	}

	record Ball(int left, Tally done) implements Message<Player> {

	}

}
