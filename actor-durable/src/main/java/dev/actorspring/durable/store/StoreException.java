package dev.actorspring.durable.store;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot be reached, or has failed. Whether a write was applied is not known:
 * the same may be written again.
 */
public class StoreException extends Exception {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what was tried, and what to look at
	 * @param cause why it failed, or {@code null}
	 */
	public StoreException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
