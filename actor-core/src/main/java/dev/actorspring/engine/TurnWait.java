package dev.actorspring.engine;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.Dispatcher;

/**
 * A wait in the middle of a turn: who may, and how. Runner only.
 */
final class TurnWait {

	private TurnWait() {
	}

	/**
	 * Suspends the turn until a future is done, or blocks where there is none. Runner
	 * only.
	 * @param incarnation whose turn it is
	 * @param future what to wait for
	 */
	static void waitFor(Incarnation<?> incarnation, CompletableFuture<?> future) {
		if (future.isDone()) {
			return;
		}
		check(incarnation);
		if (incarnation.instance != null && incarnation.ending == null && !incarnation.isLent()) {
			new Suspension(incarnation, future).run();
		}
		else {
			// It is being made or destroyed, or is in between two turns.
			block(incarnation, future);
		}
	}

	/**
	 * Waits without handling anything meanwhile. Runner only.
	 */
	private static void block(Incarnation<?> incarnation, CompletableFuture<?> future) {
		if (future instanceof Ask<?> ask) {
			CallCycles.check(ask, incarnation.cell());
		}
		Deadlocks.release(incarnation.cell(), future);
		Engine.waits();
		incarnation.cell().type().engine().block(future, incarnation.path());
	}

	/**
	 * Refuses to wait where that could never end well.
	 * @param incarnation whose turn it is
	 * @throws IllegalStateException saying what to do instead
	 */
	static void check(Incarnation<?> incarnation) {
		if (incarnation.cell().type().spec().dispatcher() == Dispatcher.COMPUTE) {
			throw new IllegalStateException(incarnation.path() + " runs on the COMPUTE dispatcher and must not wait: "
					+ (incarnation.isLent()
							? "in an action on a future that it completes use ask and thenCompose, or one of the Async variants"
							: "use ask and context.pipe, or run it on the VIRTUAL dispatcher"));
		}
		if (incarnation.isLent()) {
			return;
		}
		if (incarnation.suspension() != null) {
			throw new IllegalStateException(
					incarnation.path() + " is handling an interleaved message and must not wait: "
							+ "use ask and context.pipe, or take interleave off the handler");
		}
		checkIsHandler(incarnation);
	}

	static void checkIsHandler(Incarnation<?> incarnation) {
		if (Engine.current() != incarnation) {
			throw new IllegalStateException("Only a handler of " + incarnation.path() + " can wait on its context");
		}
	}

}
