package dev.actorspring.spi;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The clock of a system, and all of its ways to another thread: each time that an actor
 * is to be run, a supervisor is told something, a future is completed, a listener is
 * called, or a time has come, that is a step which goes through here. So a test can run
 * one step after another, in any order that it likes. An actor handles one message in a
 * step.
 */
public interface Scheduler {

	/**
	 * The time.
	 * @return nanoseconds, of which only differences mean anything
	 */
	long nanos();

	/**
	 * Runs a step, soon, and not before this method has returned. Any thread.
	 * @param step may block if code of the application does
	 */
	void execute(Runnable step);

	/**
	 * Runs a step at a time. Any thread.
	 * @param deadline when, by {@link #nanos()}; the past means soon
	 * @param step does nothing if it is not wanted any more; a {@link Timeout} says so
	 */
	void schedule(long deadline, Runnable step);

	/**
	 * Waits in the middle of a step, or on any other thread that wants something of an
	 * actor, until that has come about or the thread is interrupted.
	 * @param over whether it has; asked by any thread, and often
	 * @return {@code false} if the caller is to wait by itself, as is the default: it is
	 * woken then
	 */
	default boolean await(BooleanSupplier over) {
		return false;
	}

	/**
	 * The same, for a while.
	 * @param deadline until when at most, by {@link #nanos()}
	 * @param over whether it has come about; asked by any thread, and often
	 * @return {@code false} if the caller is to wait by itself; {@code true} also if the
	 * time is up
	 */
	default boolean await(long deadline, BooleanSupplier over) {
		// For the time to go on so far.
		schedule(deadline, () -> {
		});
		return await(() -> over.getAsBoolean() || nanos() - deadline >= 0);
	}

	/**
	 * Where something is left to chance, such as how long a backoff is. Any thread.
	 * @return from zero to less than one
	 */
	default double random() {
		return ThreadLocalRandom.current().nextDouble();
	}

	/**
	 * A step that serves an actor.
	 */
	interface ActorStep extends Runnable {

		/**
		 * Which.
		 * @return its path
		 */
		String path();

	}

	/**
	 * A step at a time.
	 */
	interface Timeout extends Runnable {

		/**
		 * Whether it is not wanted any more. Any thread.
		 * @return {@code true} if it would do nothing
		 */
		boolean isOver();

		/**
		 * The request whose time is up then.
		 * @return {@code null} if it is something else
		 */
		@Nullable OpenRequest request();

	}

}
