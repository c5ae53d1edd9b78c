package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ExitReason;
import dev.actorspring.engine.Signal.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How an incarnation ends, and what its cell is to do after that.
 */
final class Ending {

	private final ExitReason reason;

	private final @Nullable Kind by;

	private final List<Kind> deferred = new ArrayList<>(0);

	/**
	 * Creates the ending.
	 * @param reason why
	 * @param by the signal that wants it, or {@code null} if the incarnation ends by
	 * itself
	 */
	Ending(ExitReason reason, @Nullable Kind by) {
		this.reason = reason;
		this.by = by;
	}

	ExitReason reason() {
		return this.reason;
	}

	@Nullable Kind by() {
		return this.by;
	}

	/**
	 * Keeps a signal that came too early, while the incarnation waits for its children.
	 * @param kind the signal
	 */
	void defer(Kind kind) {
		this.deferred.add(kind);
	}

	List<Kind> deferred() {
		return this.deferred;
	}

}
