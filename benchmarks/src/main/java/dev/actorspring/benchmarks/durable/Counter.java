package dev.actorspring.benchmarks.durable;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;

/**
 * A counter of ours.
 */
final class Counter {

	private final String name;

	private final Durable<Count> count;

	/**
	 * Creates a counter.
	 * @param name of the counter
	 * @param count what is stored of it
	 */
	Counter(String name, Durable<Count> count) {
		this.name = name;
		this.count = count;
	}

	@Receive
	long add(Add message) {
		return add();
	}

	@Receive
	long add(AddOnce message) {
		return add();
	}

	private long add() {
		return this.count.set(this.count.orElse(Count.zero(this.name)).next()).number();
	}

	@Receive
	long get(Get message) {
		return this.count.orElse(Count.zero(this.name)).number();
	}

	/**
	 * Adds one.
	 */
	record Add() implements Request<Counter, Long> {

	}

	/**
	 * Adds one, however often it is sent.
	 *
	 * @param id tells it from others
	 */
	record AddOnce(@IdempotencyKey String id) implements Request<Counter, Long> {

	}

	/**
	 * Asks for the number.
	 */
	record Get() implements Request<Counter, Long> {

	}

}
