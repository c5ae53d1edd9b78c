package dev.actorspring.system;

import java.time.Duration;

/**
 * Live numbers of one actor, of a keyed family, or of all actors of one class that were
 * started at run time; read from the mailboxes themselves. Those of a family with more
 * than 10,000 live actors may be some tenths of a second old: it is not counted more
 * often than that goes on for a twentieth of the time.
 */
public interface ActorGauge {

	/**
	 * What is measured.
	 * @return the name of the actor or family, or the simple name of the class
	 */
	String actor();

	/**
	 * Whether these may be several actors.
	 * @return {@code true} for a family or class
	 */
	boolean keyed();

	/**
	 * How many messages wait, those in hand apart.
	 * @return for a family the sum
	 */
	int depth();

	/**
	 * How many messages wait for the actor with the most.
	 * @return for a single actor the same as {@link #depth()}
	 */
	int maxDepth();

	/**
	 * How many messages may wait for one actor.
	 * @return {@code Integer.MAX_VALUE} for any number
	 */
	int capacity();

	/**
	 * How long the message has waited that waits longest.
	 * @return to some 50 ms; zero if none waits
	 */
	Duration oldestAge();

	/**
	 * How many actors are running.
	 * @return for a single actor 0 or 1
	 */
	int active();

	/**
	 * How many actors are being restarted, or wait for their next attempt.
	 * @return for a single actor 0 or 1
	 */
	int away();

}
