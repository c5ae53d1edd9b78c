package dev.actorspring.engine;

/**
 * The keys of the facts in a log line. Below one name, as log stores want it, and like
 * those of observations where they mean the same.
 */
final class EventKeys {

	/** What has happened. */
	static final String EVENT = "actor.event";

	/** Whom it has happened to. */
	static final String PATH = "actor.path";

	/** The name of the actor or keyed family that a message was for. */
	static final String TARGET = "actor.target";

	/** The type of that message. */
	static final String MESSAGE = "actor.message";

	/** Who looks after it. */
	static final String SUPERVISOR = "actor.supervisor";

	/** Why: the class of an exception, or a word. */
	static final String REASON = "actor.reason";

	static final String INCARNATION = "actor.incarnation";

	/** In milliseconds, until the next attempt. */
	static final String DELAY = "actor.delay-ms";

	/** In milliseconds, how long nothing ran. */
	static final String AWAY = "actor.away-ms";

	/** How often it has happened. */
	static final String COUNT = "actor.count";

	private EventKeys() {
	}

}
