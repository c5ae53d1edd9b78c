package dev.actorspring.benchmarks.jdk;

import java.util.Objects;
import java.util.function.Consumer;

import dev.actorspring.benchmarks.trial.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Passes a ball on until it has gone far enough.
 */
final class Player implements Consumer<Player.Command> {

	private @Nullable QueueActor<Command> next;

	@Override
	public void accept(Command command) {
		switch (command) {
			case Ball(int left, Tally done) -> {
				if (left == 0) {
					done.report(1);
				}
				else {
					Objects.requireNonNull(this.next).tell(new Ball(left - 1, done));
				}
			}
			case Meet(QueueActor<Command> other) -> this.next = other;
		}
	}

	sealed interface Command {

	}

	record Meet(QueueActor<Command> next) implements Command {

	}

	record Ball(int left, Tally done) implements Command {

	}

}
