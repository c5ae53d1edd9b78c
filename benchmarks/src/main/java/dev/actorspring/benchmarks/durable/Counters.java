package dev.actorspring.benchmarks.durable;

import java.time.Duration;

/**
 * Counters that survive, of one system. They have a database to themselves.
 */
interface Counters extends AutoCloseable {

	/**
	 * How it is configured, after {@link #warmUp}.
	 */
	String config();

	/**
	 * Adds to the counters until that is fast, and chooses what else is to be chosen.
	 * @param time how long
	 * @return how many requests were acknowledged
	 */
	long warmUp(Duration time);

	/**
	 * Adds to the counters, as fast as can be.
	 * @param time how long; what is under way then is waited for
	 * @throws IllegalStateException if a request fails
	 */
	Slice run(Duration time);

	/**
	 * The sum of all counters, as it is in the database.
	 */
	long sum();

	/**
	 * How many outcomes of requests are in the database.
	 */
	long outcomes();

	@Override
	void close();

}
