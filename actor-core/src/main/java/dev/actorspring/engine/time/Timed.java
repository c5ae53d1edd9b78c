package dev.actorspring.engine.time;

/**
 * Something to do at a time, unless it is done before.
 */
public interface Timed {

	/**
	 * When it is due.
	 * @return nanoseconds of the system's time source
	 */
	long deadline();

	/**
	 * Whether it need not be done any more.
	 * @return {@code true} lets the timer forget it
	 */
	boolean isDone();

	/**
	 * Does it. Called once, by the timer's thread, which it must not hold up.
	 */
	void expire();

	/**
	 * The timer stops and will never do it.
	 */
	void abort();

}
