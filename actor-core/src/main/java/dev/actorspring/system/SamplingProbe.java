package dev.actorspring.system;

/**
 * A probe that does not need to know of each message how long it took. Where messages
 * follow each other so fast that reading the clock would cost a good part of handling
 * them, most are only counted, and some are timed for all. What is slow, fails, or comes
 * alone is timed and goes to the methods of {@link MessageProbe}.
 */
public interface SamplingProbe extends MessageProbe {

	/**
	 * Actors that need more nanoseconds for a message on average have each message timed.
	 */
	long SLOW_NANOS = 100_000;

	/**
	 * Messages were handled successfully and quickly, and nobody knows how quickly.
	 * @param count how many
	 */
	void handled(int count);

	/**
	 * A request was handled like that, and thereby answered in time. Called before its
	 * asker sees the reply.
	 */
	void replied();

	/**
	 * A message was handled successfully, and timed for those that were not.
	 * @param nanos how long the handler took
	 */
	void handledSample(long nanos);

	/**
	 * A request was handled successfully and thereby answered in time, and timed for
	 * those that were not. Called before its asker sees the reply.
	 * @param nanos how long the handler took
	 * @param sinceAsk from the ask until the reply, in nanoseconds
	 */
	void repliedSample(long nanos, long sinceAsk);

}
