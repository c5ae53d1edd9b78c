package dev.actorspring.test;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.actorspring.system.ActorSystem;

/**
 * How a test waits for what actors do: while the time stands still, or by the clock on
 * the wall. For the thread of one test.
 */
public interface TestTime {

	/**
	 * The time of the wall, for actors that nobody runs step by step.
	 * @param system the actors, asked for when it is waited for them
	 * @param patience how long to wait for what is expected
	 * @return the time
	 */
	static TestTime real(Supplier<ActorSystem> system, Duration patience) {
		return new WallTime(system, patience);
	}

	/**
	 * Waits until nothing goes on by itself.
	 * @throws AssertionError if it still does after a long time, saying what
	 */
	void awaitQuiet();

	/**
	 * Waits until nothing seems to go on, before somebody looks at what has not come.
	 */
	void settle();

	/**
	 * Waits for a condition: until all is quiet if the time stands still, else for as
	 * long as its patience lasts.
	 * @param condition cheap, and asked again and again
	 * @return whether it has come true
	 */
	boolean await(BooleanSupplier condition);

	/**
	 * Waits for a condition.
	 * @param condition cheap, and asked again and again
	 * @param within how far the time is moved at most if it stands still, else how long
	 * it is waited for
	 * @return whether it has come true
	 */
	boolean await(BooleanSupplier condition, Duration within);

	/**
	 * How long {@link #await(BooleanSupplier)} waits, for the texts of failures.
	 * @return as in {@code " within 10 s"}; empty if the time stands still
	 */
	String limit();

}
