package dev.actorspring.chaos.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * What a client has asked, and what it was answered. Times are numbers that grow, those
 * of one clock.
 *
 * @param input what was asked
 * @param invoked when it was asked
 * @param returned when the answer was there; {@link Long#MAX_VALUE} if there was none
 * @param output the answer, or {@code null} if there was none: it may have taken effect
 * at any time since it was asked, may still do so, or never
 * @param <I> what can be asked
 * @param <O> what can be answered
 */
public record Operation<I, O>(I input, long invoked, long returned, @Nullable O output) {

	/**
	 * One that was answered.
	 */
	public static <I, O> Operation<I, O> answered(I input, long invoked, long returned, O output) {
		return new Operation<>(input, invoked, returned, output);
	}

	/**
	 * One of which nobody knows what became of it.
	 */
	public static <I, O> Operation<I, O> unknown(I input, long invoked) {
		return new Operation<>(input, invoked, Long.MAX_VALUE, null);
	}

	@Override
	public String toString() {
		return this.invoked + " " + this.input
				+ ((this.output != null) ? " " + this.returned + " -> " + this.output : " -> unknown");
	}

}
