package dev.actorspring.benchmarks.cajun;

import com.cajunsystems.ActorContext;
import com.cajunsystems.handler.Handler;

/**
 * Adds numbers.
 */
final class Counting implements Handler<Counting.Command> {

	private long sum;

	@Override
	public void receive(Command command, ActorContext context) {
		switch (command) {
			case Add(int value) -> this.sum += value;
			case AddAndGet(int value) -> {
				this.sum += value;
				context.getSender().ifPresent((sender) -> sender.tell(this.sum));
			}
		}
	}

	sealed interface Command {

	}

	record Add(int value) implements Command {

	}

	record AddAndGet(int value) implements Command {

	}

}
