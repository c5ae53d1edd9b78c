package dev.actorspring.test.simulation;

import dev.actorspring.Message;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened in a schedule.
 */
sealed interface Occurrence {

	/**
	 * In which step.
	 */
	int step();

	/**
	 * When.
	 * @return nanoseconds since the beginning
	 */
	long time();

	/**
	 * An actor begins to handle a message.
	 *
	 * @param step in which step
	 * @param time when
	 * @param from who has sent it, {@code null} if that is not known
	 * @param sent in which step
	 * @param to who handles it
	 * @param message the message
	 */
	record Begins(int step, long time, @Nullable String from, int sent, String to,
			Message<?> message) implements Occurrence {

	}

	/**
	 * A handler has returned.
	 *
	 * @param step in which step
	 * @param time when
	 * @param from who has handled the message
	 * @param to who has sent it, {@code null} if that is not known
	 * @param asked whether a reply is awaited
	 * @param thrown what it has thrown, {@code null} if nothing
	 * @param crashed whether that has crashed the actor
	 */
	record Ends(int step, long time, String from, @Nullable String to, boolean asked, @Nullable Throwable thrown,
			boolean crashed) implements Occurrence {

	}

	/**
	 * Something else has happened to somebody.
	 *
	 * @param step in which step
	 * @param time when
	 * @param who whom it is about
	 * @param text what
	 */
	record Note(int step, long time, String who, String text) implements Occurrence {

	}

}
