package dev.actorspring.benchmarks.ours;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;

/**
 * Adds numbers.
 */
class Counting {

	private long sum;

	@Receive
	void add(Add message) {
		this.sum += message.value();
	}

	@Receive
	long addAndGet(AddAndGet request) {
		this.sum += request.value();
		return this.sum;
	}

	record Add(int value) implements Message<Counting> {

	}

	record AddAndGet(int value) implements Request<Counting, Long> {

	}

}
