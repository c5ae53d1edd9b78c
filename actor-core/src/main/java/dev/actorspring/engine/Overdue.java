package dev.actorspring.engine;

import java.time.Duration;

/**
 * Something that was told to end, and what can be done if that takes longer than it may.
 */
interface Overdue {

	/**
	 * How long it has between the interrupt and being abandoned.
	 */
	Duration GRACE = Duration.ofSeconds(1);

	/**
	 * Fails the requests that it waits for in vain: they cannot be answered before it has
	 * ended.
	 */
	void unblock();

	/**
	 * Its time is over: interrupts what it has in hand.
	 */
	void interrupt();

	/**
	 * It did not even heed the interrupt: cuts the incarnation off. Only after
	 * {@link #interrupt}.
	 */
	void abandon();

}
