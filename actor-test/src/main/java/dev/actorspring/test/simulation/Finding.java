package dev.actorspring.test.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong.
 *
 * @param kind what kind of thing
 * @param text for people
 * @param cause what was thrown, if that is what is wrong
 */
public record Finding(FindingKind kind, String text, @Nullable Throwable cause) {

	/**
	 * Whether another one is of the same kind, so that one schedule shows what the other
	 * does.
	 * @param other what was found
	 * @return {@code true} if so
	 */
	boolean isLike(@Nullable Finding other) {
		return other != null && this.kind == other.kind && thrown(this.cause) == thrown(other.cause);
	}

	private static @Nullable Class<?> thrown(@Nullable Throwable cause) {
		return (cause != null) ? cause.getClass() : null;
	}

	@Override
	public String toString() {
		return this.kind + ": " + this.text;
	}

}
