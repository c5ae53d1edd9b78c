package dev.actorspring.cluster.wire;

import org.jspecify.annotations.Nullable;

/**
 * What was to be sent cannot be written, or what has come cannot be read.
 */
public sealed class UnfitMessageException extends RuntimeException permits OversizeMessageException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what is wrong with what
	 * @param cause why, or {@code null}
	 */
	public UnfitMessageException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
