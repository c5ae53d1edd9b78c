package dev.actorspring.test.simulation;

import java.util.function.Consumer;

/**
 * A test that is simulated.
 */
@FunctionalInterface
public interface Scenario {

	/**
	 * Runs once, on a thread of the simulation. What it starts with
	 * {@link dev.actorspring.system.ActorSystemBuilder#scheduler} of the
	 * {@linkplain Simulation#current() current simulation} belongs to that.
	 * @param invariants takes what is to be checked after each step from then on
	 * @throws Throwable if it fails
	 */
	void run(Consumer<Runnable> invariants) throws Throwable;

}
