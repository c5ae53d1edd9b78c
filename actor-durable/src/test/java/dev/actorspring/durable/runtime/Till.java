package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * An actor that handles each message with an idempotency key once.
 */
class Till {

	record Cash(int amount) {

	}

	record Receipt(int left, List<String> lines, Optional<String> note) {

	}

	record Take(@IdempotencyKey @Nullable String id, int amount) implements Request<Till, Receipt> {

	}

	/** In the middle, it waits for {@link Log#release}. */
	record TakeSlowly(@IdempotencyKey UUID id, int amount) implements Request<Till, Integer> {

	}

	/** Promises {@link Log#promise}. */
	record Promise(@IdempotencyKey String id) implements Request<Till, String> {

	}

	record Crash(@IdempotencyKey String id) implements Request<Till, Integer> {

	}

	record Put(@IdempotencyKey String id, int amount) implements Message<Till> {

	}

	/** While others wait. */
	record Peek(@IdempotencyKey String id) implements Request<Till, Optional<Integer>> {

	}

	record Forget(@IdempotencyKey String id) implements Request<Till, Void> {

	}

	/** Declines with what cannot be stored, after it has taken something. */
	record Fail(@IdempotencyKey String id) implements Request<Till, Integer> {

	}

	static class ShortException extends Exception {

		private static final long serialVersionUID = 1L;

		private final int left;

		ShortException(int left) {
			super("Only " + left + " left");
			this.left = left;
		}

		int left() {
			return this.left;
		}

	}

	/** Keeps nothing of what it is given. */
	static class ClosedException extends BaseException {

		private static final long serialVersionUID = 1L;

		ClosedException(String till, int times) {
			super(till + " is closed for the " + times + ". time");
			initCause(new IllegalStateException());
		}

	}

	record Close(@IdempotencyKey String id) implements Request<Till, Integer> {

	}

	static class BaseException extends Exception {

		private static final long serialVersionUID = 1L;

		BaseException(String message) {
			super(message);
		}

	}

	static class UnfitException extends BaseException {

		private static final long serialVersionUID = 1L;

		private final Object anything = new Object();

		UnfitException(Object given) {
			super("with " + given);
		}

		@Override
		public String toString() {
			return "" + this.anything;
		}

	}

	/**
	 * What handlers have run, and what some of them wait for.
	 */
	static class Log {

		final List<Message<?>> handled = new CopyOnWriteArrayList<>();

		final CompletableFuture<Integer> release = new CompletableFuture<>();

		volatile CompletableFuture<String> promise = new CompletableFuture<>();

		volatile boolean crash = true;

	}

	private final ActorContext<Till> context;

	private final Durable<Cash> cash;

	private final Log log;

	Till(ActorContext<Till> context, Durable<Cash> cash, Log log) {
		this.context = context;
		this.cash = cash;
		this.log = log;
	}

	private int left() {
		return this.cash.orElse(new Cash(100)).amount();
	}

	@Receive
	Receipt take(Take take) throws ShortException {
		this.log.handled.add(take);
		if (take.amount() > left()) {
			throw new ShortException(left());
		}
		int left = this.cash.set(new Cash(left() - take.amount())).amount();
		return new Receipt(left, List.of("took " + take.amount()), Optional.empty());
	}

	@Receive
	int takeSlowly(TakeSlowly take) {
		this.log.handled.add(take);
		int more = this.context.await(this.log.release);
		return this.cash.set(new Cash(left() - take.amount() - more)).amount();
	}

	@Receive
	CompletionStage<String> promise(Promise promise) throws ShortException {
		this.log.handled.add(promise);
		return this.log.promise;
	}

	@Receive
	int crash(Crash message) {
		this.log.handled.add(message);
		int left = this.cash.set(new Cash(left() - 1)).amount();
		if (this.log.crash) {
			throw new IllegalStateException("crash");
		}
		return left;
	}

	@Receive
	void put(Put put) {
		this.log.handled.add(put);
		this.cash.set(new Cash(left() + put.amount()));
	}

	@Receive(interleave = true)
	Optional<Integer> peek(Peek peek) {
		this.log.handled.add(peek);
		return Optional.of(left());
	}

	@Receive
	void forget(Forget forget) {
		this.log.handled.add(forget);
		this.cash.delete();
	}

	@Receive
	int close(Close close) throws BaseException {
		this.log.handled.add(close);
		throw new ClosedException("till", this.log.handled.size());
	}

	@Receive
	int fail(Fail fail) throws BaseException {
		this.log.handled.add(fail);
		this.cash.set(new Cash(left() - 1));
		throw new UnfitException(Duration.ZERO);
	}

}
