package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * How an incarnation ends, and what its cell is to do after that.
 */
final class Ending {

	private final ExitReason reason;

	private final @Nullable Signal by;

	private final List<Signal> deferred = new ArrayList<>(0);

	/**
	 * Creates the ending.
	 * @param reason why
	 * @param by the signal that wants it, or {@code null} if the incarnation ends by
	 * itself
	 */
	Ending(ExitReason reason, @Nullable Signal by) {
		this.reason = reason;
		this.by = by;
	}

	ExitReason reason() {
		return this.reason;
	}

	@Nullable Signal by() {
		return this.by;
	}

	/**
	 * Keeps a signal that came too early, while the incarnation waits for its children.
	 * @param signal the signal
	 */
	void defer(Signal signal) {
		this.deferred.add(signal);
	}

	List<Signal> deferred() {
		return this.deferred;
	}

}
