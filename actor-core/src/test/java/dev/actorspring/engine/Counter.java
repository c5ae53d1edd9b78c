package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;

/**
 * An actor with a bit of everything, for tests.
 */
class Counter {

	record Add(int amount) implements Message<Counter> {

	}

	record Get() implements Request<Counter, Integer> {

	}

	record GetIncarnation() implements Request<Counter, Integer> {

	}

	record Take(int amount) implements Request<Counter, Integer> {

	}

	record Crash(String why) implements Request<Counter, Integer> {

	}

	record Block(CountDownLatch entered, CountDownLatch release) implements Request<Counter, Integer> {

	}

	record GetLater(CompletableFuture<Integer> later) implements Request<Counter, Integer> {

	}

	record Stop() implements Message<Counter> {

	}

	static class TooLittle extends Exception {

		private static final long serialVersionUID = 1L;

		TooLittle(String message) {
			super(message);
		}

	}

	final List<Integer> history = new ArrayList<>();

	private final ActorContext<Counter> context;

	private int value;

	Counter(ActorContext<Counter> context) {
		this.context = context;
	}

	@Receive
	void add(Add add) {
		this.value += add.amount();
	}

	@Receive(interleave = true)
	int get(Get get) {
		return this.value;
	}

	@Receive
	int incarnation(GetIncarnation get, ActorContext<Counter> own) {
		return own.incarnation();
	}

	@Receive
	int take(Take take) throws TooLittle {
		if (take.amount() > this.value) {
			throw new TooLittle("only " + this.value);
		}
		this.value -= take.amount();
		return this.value;
	}

	@Receive
	int crash(Crash crash) {
		this.value = -1;
		throw new IllegalStateException(crash.why());
	}

	@Receive
	int block(Block block) throws InterruptedException {
		block.entered().countDown();
		block.release().await();
		return this.value;
	}

	@Receive
	CompletableFuture<Integer> later(GetLater get) {
		return get.later();
	}

	@Receive
	void stop(Stop stop) {
		this.context.stop();
	}

}
