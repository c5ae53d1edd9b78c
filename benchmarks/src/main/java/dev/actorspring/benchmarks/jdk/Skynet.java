package dev.actorspring.benchmarks.jdk;

import java.util.function.LongConsumer;

/**
 * A leaf answers with its number, an inner actor with the sum of its ten children. Each
 * ends when it has answered.
 */
final class Skynet {

	private static final int CHILDREN = 10;

	private final LongConsumer answer;

	private int missing = CHILDREN;

	private long sum;

	private Skynet(LongConsumer answer) {
		this.answer = answer;
	}

	static void start(long first, int leaves, LongConsumer answer) {
		Skynet node = new Skynet(answer);
		QueueActor<Runnable> actor = new QueueActor<>(Runnable::run);
		actor.tell(() -> node.begin(actor, first, leaves));
	}

	private void begin(QueueActor<Runnable> self, long first, int leaves) {
		if (leaves == 1) {
			answer(self, first);
			return;
		}
		int each = leaves / CHILDREN;
		for (int i = 0; i < CHILDREN; i++) {
			start(first + (long) i * each, each, (part) -> self.tell(() -> add(self, part)));
		}
	}

	private void add(QueueActor<Runnable> self, long part) {
		this.sum += part;
		if (--this.missing == 0) {
			answer(self, this.sum);
		}
	}

	private void answer(QueueActor<Runnable> self, long result) {
		this.answer.accept(result);
		self.stop();
	}

}
