package dev.actorspring.engine.log;

/**
 * The keys of the facts in a log line. Below one name, as log stores want it, and like
 * those of observations where they mean the same.
 */
public final class EventKeys {

	/** What has happened. */
	public static final String EVENT = "actor.event";

	/** Whom it has happened to. */
	public static final String PATH = "actor.path";

	/** The name of the actor or keyed family that a message was for. */
	public static final String TARGET = "actor.target";

	/** The type of that message. */
	public static final String MESSAGE = "actor.message";

	/** Who looks after it. */
	public static final String SUPERVISOR = "actor.supervisor";

	/** Why: the class of an exception, or a word. */
	public static final String REASON = "actor.reason";

	public static final String INCARNATION = "actor.incarnation";

	/** In milliseconds, until the next attempt. */
	public static final String DELAY = "actor.delay-ms";

	/** In milliseconds, how long nothing ran. */
	public static final String AWAY = "actor.away-ms";

	/** How often it has happened. */
	public static final String COUNT = "actor.count";

	private EventKeys() {
	}

}
