package dev.actorspring.system;

import java.time.Duration;

import dev.actorspring.PoolSpec;

/**
 * An actor that has several workers, while it lives. Any thread.
 */
public interface ActorPool {

	/**
	 * The name of the actor.
	 * @return as for its ref
	 */
	String name();

	/**
	 * Where the actor is.
	 * @return its path
	 */
	String path();

	/**
	 * How it was declared.
	 * @return the spec, but with the rate that holds at present
	 */
	PoolSpec spec();

	/**
	 * How many messages may wait for a worker at present.
	 * @return 1 or more; at first the capacity of the mailbox
	 */
	int limit();

	/**
	 * How many workers there are to be at present.
	 * @return 1 or more; there may be more until some are done with what they have in
	 * hand, and fewer that run while some are being restarted
	 */
	int size();

	/**
	 * How many workers have a message in hand.
	 * @return zero or more
	 */
	int busy();

	/**
	 * How many workers are being restarted, or wait for that.
	 * @return zero or more
	 */
	int away();

	/**
	 * How many messages wait for a worker.
	 * @return those in hand apart
	 */
	int depth();

	/**
	 * How long the message has waited that waits longest.
	 * @return to some 50 ms; zero if none waits
	 */
	Duration oldestAge();

	/**
	 * Has it have so many workers. More are started at once; a worker that is too many
	 * ends when it has nothing in hand, and nobody waits for a reply that it has
	 * promised. A pool that grows and shrinks by itself goes on from there.
	 * @param size 1 to {@link PoolSpec#MOST_WORKERS}
	 * @throws IllegalArgumentException if there cannot be so many
	 */
	void resize(int size);

	/**
	 * Lets so many messages wait from now on. What waits already is not refused any more;
	 * with {@link dev.actorspring.Overflow#DROP_OLDEST} it gives way when the next comes.
	 * @param limit 1 or more
	 * @throws IllegalArgumentException if it is less
	 */
	void changeLimit(int limit);

	/**
	 * Has it begin no more messages within any period from now on. What it has begun
	 * before does not count.
	 * @param rate how many, or zero for any number
	 * @param period the length of the period, more than zero
	 * @throws dev.actorspring.ActorConfigurationException if there is no such rate
	 */
	void changeRate(int rate, Duration period);

}
