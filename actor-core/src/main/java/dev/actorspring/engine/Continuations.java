package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

import dev.actorspring.Message;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an incarnation to itself that are handled before what is in its
 * mailbox. For the thread that runs it, unless said otherwise.
 */
final class Continuations {

	private final Queue<SelfMessage> waiting = new ArrayDeque<>();

	/** How many were taken. Read by others. */
	private volatile int begun;

	private Continuations() {
	}

	/**
	 * Adds a message, in the constructor or in a handler.
	 * @param incarnation whose it is
	 * @param message the message
	 */
	static void add(Incarnation<?> incarnation, Message<?> message) {
		Objects.requireNonNull(message, "message");
		if (Engine.current() != incarnation || incarnation.hasEnded()) {
			throw new IllegalStateException("Only the constructor and the handlers of " + incarnation.path()
					+ " can have it continue with a message");
		}
		IncarnationResources owned = incarnation.resources();
		Continuations present = owned.continuations;
		if (present == null) {
			present = new Continuations();
			owned.continuations = present;
		}
		present.waiting.add(new SelfMessage.Plain(incarnation, message, incarnation.contexts().capture()));
		// This is where the runner looks before it takes from the mailbox.
		incarnation.signalled = true;
	}

	/**
	 * Whether there is a message that is to be handled next.
	 */
	static boolean areWaiting(@Nullable Incarnation<?> incarnation) {
		Continuations present = of(incarnation);
		return present != null && !present.waiting.isEmpty();
	}

	/**
	 * Takes the message that is to be handled next.
	 * @return {@code null} if there is none
	 */
	static @Nullable SelfMessage next(Incarnation<?> incarnation) {
		Continuations present = of(incarnation);
		SelfMessage next = (present != null) ? present.waiting.poll() : null;
		if (present != null && next != null) {
			present.begun++;
		}
		return next;
	}

	/**
	 * How many messages an incarnation has handled so. Any thread.
	 */
	static int begun(Incarnation<?> incarnation) {
		Continuations present = of(incarnation);
		return (present != null) ? present.begun : 0;
	}

	private static @Nullable Continuations of(@Nullable Incarnation<?> incarnation) {
		IncarnationResources owned = (incarnation != null) ? incarnation.owned() : null;
		return (owned != null) ? owned.continuations : null;
	}

}
