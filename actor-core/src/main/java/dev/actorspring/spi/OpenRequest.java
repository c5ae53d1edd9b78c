package dev.actorspring.spi;

import java.time.Duration;

import dev.actorspring.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its reply. Any thread; the first answer counts.
 */
public interface OpenRequest {

	/**
	 * What is asked.
	 * @return the message
	 */
	Request<?, ?> request();

	/**
	 * What the asker's thread had in place.
	 * @return {@code null} for nothing
	 */
	@Nullable Object context();

	/**
	 * How long its asker still waits.
	 * @return zero if the time is up
	 */
	Duration left();

	/**
	 * Whether nobody waits any more.
	 * @return {@code true} once it is answered, withdrawn, or out of time
	 */
	boolean isOver();

	/**
	 * Does something as soon as it is over, however that comes.
	 * @param action what; must not block
	 */
	void whenOver(Runnable action);

	/**
	 * Answers it.
	 * @param reply the reply
	 * @return {@code false} if it was over
	 */
	boolean reply(@Nullable Object reply);

	/**
	 * Answers it with what a handler has declared.
	 * @param answer the exception
	 * @return {@code false} if it was over
	 */
	boolean decline(Throwable answer);

	/**
	 * Ends it without an answer. It is measured by the type of the failure; one of
	 * another module counts as if the actor were gone.
	 * @param failure what the asker gets
	 * @return {@code false} if it was over
	 */
	boolean fail(Throwable failure);

}
