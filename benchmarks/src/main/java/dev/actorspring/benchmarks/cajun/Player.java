package dev.actorspring.benchmarks.cajun;

import java.util.Objects;

import com.cajunsystems.ActorContext;
import com.cajunsystems.Pid;
import com.cajunsystems.handler.Handler;
import dev.actorspring.benchmarks.trial.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Passes a ball on until it has gone far enough.
 */
final class Player implements Handler<Player.Command> {

	private @Nullable Pid next;

	@Override
	public void receive(Command command, ActorContext context) {
		switch (command) {
			case Ball(int left, Tally done) -> {
				if (left == 0) {
					done.report(1);
				}
				else {
					Objects.requireNonNull(this.next).tell(new Ball(left - 1, done));
				}
			}
			case Meet(Pid other) -> this.next = other;
		}
	}

	sealed interface Command {

	}

	record Meet(Pid next) implements Command {

	}

	record Ball(int left, Tally done) implements Command {

	}

}
