package dev.actorspring.engine.stream;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The actor whose incarnation has streams. Any thread.
 */
public interface StreamOwner {

	/**
	 * Its path.
	 * @return without a leading slash
	 */
	String path();

	/**
	 * Runs the code of a subscriber, which is no part of the turn of the actor in whose
	 * middle it may be called.
	 * @param call calls it
	 */
	void outsideOfTheTurn(Runnable call);

	/**
	 * What has to be done before an item may be seen that is emitted by this thread.
	 * @return {@code null} if it may be seen at once
	 */
	@Nullable CompletableFuture<?> gate();

	/**
	 * Runs code that may block.
	 * @param task the code
	 */
	void execute(Runnable task);

	/**
	 * Completes a future, on a thread whose owner does not mind what depends on it.
	 * @param completion does so
	 */
	void complete(Runnable completion);

}
