package dev.actorspring.system;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.RestartStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A node of the live tree at one moment.
 */
public sealed interface NodeSnapshot {

	/**
	 * The name of the node.
	 * @return for a keyed actor the key
	 */
	String name();

	/**
	 * The path of the node.
	 * @return without a leading slash; empty for the root
	 */
	String path();

	/**
	 * How the node is doing.
	 * @return as its supervisor sees it
	 */
	ChildState state();

	/**
	 * A supervisor.
	 *
	 * @param name its name
	 * @param path its path
	 * @param state how it is doing
	 * @param since how long the state has lasted
	 * @param nextAttempt when it is tried again, if it is in backoff
	 * @param strategy who is restarted together
	 * @param intensity how many restarts are allowed
	 * @param period within which time
	 * @param giveUp what happens after that
	 * @param children in start order
	 * @param restarts the last ones, oldest first
	 */
	record Supervisor(String name, String path, ChildState state, Duration since, @Nullable Instant nextAttempt,
			RestartStrategy strategy, int intensity, Duration period, GiveUp giveUp, List<NodeSnapshot> children,
			List<Restart> restarts) implements NodeSnapshot {

	}

	/**
	 * An actor.
	 *
	 * @param name its name, or its key
	 * @param path its path
	 * @param state how it is doing
	 * @param type its class
	 * @param depth how many messages wait, the one in hand apart
	 * @param capacity how many may wait; {@code Integer.MAX_VALUE} for any number
	 * @param oldestMessageAge how long the first of them has waited, to some 50 ms, or
	 * {@code null} if none waits
	 * @param incarnation the number of the incarnation, or of the last if none runs
	 * @param since how long the state has lasted
	 * @param uptime how long the incarnation has lasted, to a tenth of a second, or
	 * {@code null} if none runs
	 * @param restarts how many of its incarnations have replaced another that ended by
	 * itself, or with a sibling
	 * @param handled how many messages it has taken from its mailbox, requests that
	 * nobody waited for any more included
	 * @param handlingTime how long it has needed for a message lately, or {@code null} if
	 * that is not known yet
	 * @param handling the simple name of the message in hand; {@code start} while the
	 * factory runs, {@code destroy} while it lets go of an incarnation, {@code pipe}
	 * while what was piped is made a message; or {@code null}
	 * @param handlingFor how long it has been in hand, or {@code null}
	 * @param lastFailure what ended an incarnation last, or {@code null}
	 * @param nextAttempt when it is tried again, if it is in backoff
	 * @param children the actors spawned under it, at most 1000
	 */
	record Actor(String name, String path, ChildState state, Class<?> type, int depth, int capacity,
			@Nullable Duration oldestMessageAge, int incarnation, Duration since, @Nullable Duration uptime,
			int restarts, long handled, @Nullable Duration handlingTime, @Nullable String handling,
			@Nullable Duration handlingFor, @Nullable Throwable lastFailure, @Nullable Instant nextAttempt,
			List<NodeSnapshot> children) implements NodeSnapshot {

	}

	/**
	 * A family of keyed actors. Only those that stand out are named.
	 *
	 * @param name its name
	 * @param path its path
	 * @param state how it is doing
	 * @param since how long the state has lasted
	 * @param type the class of its actors
	 * @param active how many actors are live
	 * @param depth how many messages wait for all of them
	 * @param maxDepth how many wait for the one with the most
	 * @param oldestMessageAge how long the one that waits longest has waited, to some 50
	 * ms, or {@code null} if none waits
	 * @param restartCount how many incarnations of its actors have replaced another
	 * @param handled how many messages its actors have taken from their mailboxes, those
	 * that were passivated included
	 * @param restarts the last ones, oldest first
	 * @param away those that are being restarted or in backoff, at most 50
	 * @param topByDepth those with the most messages that wait, at most 10
	 * @param topByRestarts those that were restarted most often, at most 10
	 * @param topByHandlingTime those that need longest for a message, at most 10
	 */
	record Family(String name, String path, ChildState state, Duration since, Class<?> type, int active, int depth,
			int maxDepth, @Nullable Duration oldestMessageAge, long restartCount, long handled, List<Restart> restarts,
			List<Actor> away, List<Actor> topByDepth, List<Actor> topByRestarts,
			List<Actor> topByHandlingTime) implements NodeSnapshot {

	}

}
