package dev.actorspring.benchmarks.vertx;

import java.util.Objects;
import java.util.function.LongConsumer;

import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A leaf answers with its number, an inner one with the sum of its ten children. Each
 * unregisters when it has answered.
 */
final class Skynet {

	private static final int CHILDREN = 10;

	private final Bus bus;

	private final String address;

	private final LongConsumer answer;

	private @Nullable MessageConsumer<Object> consumer;

	private int missing = CHILDREN;

	private long sum;

	private Skynet(Bus bus, LongConsumer answer) {
		this.bus = bus;
		this.address = bus.address();
		this.answer = answer;
	}

	static void start(Bus bus, int number, Begin begin, LongConsumer answer) {
		bus.in(number, () -> {
			Skynet node = new Skynet(bus, answer);
			node.consumer = bus.consume(node.address, node::handle);
			bus.send(node.address, begin);
		});
	}

	private void handle(Message<Object> message) {
		switch (message.body()) {
			case Begin begin -> begin(begin);
			case Long part -> add(part);
			default -> throw new IllegalArgumentException("Unknown message");
		}
	}

	private void begin(Begin begin) {
		if (begin.leaves() == 1) {
			answer(begin.first());
			return;
		}
		int each = begin.leaves() / CHILDREN;
		for (int i = 0; i < CHILDREN; i++) {
			start(this.bus, i, new Begin(begin.first() + (long) i * each, each),
					(part) -> this.bus.send(this.address, part));
		}
	}

	private void add(long part) {
		this.sum += part;
		if (--this.missing == 0) {
			answer(this.sum);
		}
	}

	private void answer(long result) {
		this.answer.accept(result);
		Objects.requireNonNull(this.consumer).unregister();
	}

	record Begin(long first, int leaves) {

	}

}
