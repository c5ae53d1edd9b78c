package dev.actorspring.system;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Carries what belongs to the sender's thread, such as a trace or the MDC of its log,
 * along with a message to the thread of the handler. Called on the hot path by many
 * threads at once. What it throws is logged, and hurts neither sender nor actor.
 */
public interface ContextCarrier {

	/**
	 * Takes what is to be carried. Called on the sender's thread for each message.
	 * @return anything that {@link #restore} understands; {@code null} if there is
	 * nothing to carry, which costs least
	 */
	@Nullable Object capture();

	/**
	 * Puts what was carried in place on the present thread, and what of another sender
	 * may be there out of the way.
	 * @param captured what {@link #capture()} has returned; {@code null}, for nothing, is
	 * passed only where the context of another message may be in place
	 * @return to be closed on the same thread. Scopes are closed in the reverse order of
	 * their opening.
	 */
	Scope restore(@Nullable Object captured);

	/**
	 * Makes texts of what was captured, as far as it may go to another node with its
	 * message. Any thread.
	 * @param captured what {@link #capture()} has returned
	 * @return texts by names; none if nothing may
	 */
	default Map<String, String> export(Object captured) {
		return Map.of();
	}

	/**
	 * Makes what is captured here of the texts that came with a message from another
	 * node. Any thread.
	 * @param exported what {@link #export} has returned there
	 * @return anything that {@link #restore} understands; {@code null} if there is
	 * nothing to restore
	 */
	default @Nullable Object adopt(Map<String, String> exported) {
		return null;
	}

	/**
	 * Whether nothing is in place on the present thread. Called between two messages.
	 * @return as if {@link #capture()} found nothing to carry
	 */
	default boolean isClear() {
		return capture() == null;
	}

	/**
	 * Takes away what is in place on the present thread, because a handler has put it
	 * there and left it. Called between two messages, unless all {@linkplain #isClear()
	 * is clear}.
	 */
	default void clear() {
		// Never to be closed: what was there before is not wanted back.
		restore(null);
	}

	/**
	 * A context that is in place.
	 */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		/**
		 * Puts back what was in place before.
		 */
		@Override
		void close();

	}

}
