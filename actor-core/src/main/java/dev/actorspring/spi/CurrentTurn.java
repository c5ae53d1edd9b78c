package dev.actorspring.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The turn that this thread is in, for refs of other modules: so that their {@code ask}
 * and {@code call} inherit its deadline, and wait, as those of the engine do. Only on the
 * thread that asked for it, and while the turn lasts.
 */
public interface CurrentTurn {

	/**
	 * Whose turn it is.
	 * @return the path of the actor
	 */
	String path();

	/**
	 * How long the asker of the request in hand still waits.
	 * @return empty if there is no request in hand
	 */
	Optional<Duration> left();

	/**
	 * Refuses to wait where that is not allowed, as on {@code COMPUTE}.
	 * @throws IllegalStateException saying what to do instead
	 */
	void checkMayWait();

	/**
	 * Waits for a future, while interleaved handlers run.
	 * @param <T> the type of the value
	 * @param future what to wait for
	 * @return its value
	 * @throws RuntimeException what it failed with, as {@code ActorRef.call} throws it
	 */
	<T extends @Nullable Object> T await(CompletableFuture<T> future);

}
