package dev.actorspring.benchmarks.jdk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Contestant.Counter;

/**
 * Adds numbers.
 */
final class Counting implements Consumer<Counting.Command> {

	private long sum;

	static Counter start() {
		QueueActor<Command> actor = new QueueActor<>(new Counting());
		return new Counter() {

			@Override
			public void tell(int value) {
				actor.tell(new Add(value));
			}

			@Override
			public CompletionStage<Long> ask(int value) {
				CompletableFuture<Long> reply = new CompletableFuture<>();
				actor.tell(new AddAndGet(value, reply));
				return reply.orTimeout(Contestant.ASK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
			}

		};
	}

	@Override
	public void accept(Command command) {
		switch (command) {
			case Add(int value) -> this.sum += value;
			case AddAndGet(int value, CompletableFuture<Long> reply) -> {
				this.sum += value;
				reply.complete(this.sum);
			}
		}
	}

	sealed interface Command {

	}

	record Add(int value) implements Command {

	}

	record AddAndGet(int value, CompletableFuture<Long> reply) implements Command {

	}

}
