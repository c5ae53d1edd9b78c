package dev.actorspring.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import dev.actorspring.DeclinedException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a future failed with out of its wrapping.
 */
final class FutureResults {

	private FutureResults() {
	}

	static @Nullable Throwable unwrap(@Nullable Throwable failure) {
		return ((failure instanceof CompletionException || failure instanceof ExecutionException)
				&& failure.getCause() != null) ? failure.getCause() : failure;
	}

	/**
	 * Blocks the thread until a future is done, in whatever way.
	 * @param future what to wait for
	 * @param path whom it is waited for
	 */
	static void block(CompletableFuture<?> future, String path) {
		try {
			future.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			CancellationException cancelled = new CancellationException("Interrupted while waiting for " + path);
			cancelled.initCause(ex);
			throw cancelled;
		}
		catch (ExecutionException | CancellationException ex) {
			// Whoever reads the future gets to see it.
		}
	}

	/**
	 * The value of a future that is done.
	 * @param <T> the type of the value
	 * @param future a future that is done
	 * @param path who answered
	 * @return its value
	 */
	static <T extends @Nullable Object> T get(CompletableFuture<T> future, String path) {
		try {
			return future.join();
		}
		catch (CancellationException ex) {
			throw ex;
		}
		catch (CompletionException ex) {
			Throwable cause = unwrap(ex);
			switch (cause) {
				case RuntimeException unchecked -> throw unchecked;
				case Error error -> throw error;
				case Throwable checked -> throw new DeclinedException(path, checked);
				case null -> throw ex;
			}
		}
	}

}
