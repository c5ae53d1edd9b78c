package dev.actorspring.test.simulation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How one schedule went.
 *
 * @param finding what was found, {@code null} if all went well
 * @param choices what was chosen
 * @param steps how many steps there were
 * @param trace what has happened
 */
record Outcome(@Nullable Finding finding, List<Integer> choices, int steps, Trace trace) {

	/**
	 * Whether another one went the same way.
	 */
	boolean isSame(Outcome other) {
		return this.steps == other.steps && this.choices.equals(other.choices)
				&& ((this.finding != null) ? this.finding.isLike(other.finding) : other.finding == null);
	}

}
