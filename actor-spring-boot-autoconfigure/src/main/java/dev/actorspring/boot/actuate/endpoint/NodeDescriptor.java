package dev.actorspring.boot.actuate.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A node of the tree as the endpoint shows it. What does not apply is left out.
 */
public sealed interface NodeDescriptor {

	/**
	 * The name of the node.
	 * @return for a keyed actor the key
	 */
	String name();

	/**
	 * What can be appended to the address of the endpoint to see this node alone.
	 * @return empty for the root
	 */
	String path();

	/**
	 * What sort of node it is.
	 * @return {@code supervisor}, {@code actor} or {@code family}
	 */
	String kind();

	/**
	 * How it is doing.
	 * @return {@code running}, {@code restarting}, {@code backoff} or {@code stopped}
	 */
	String state();

	/**
	 * A supervisor.
	 *
	 * @param name its name
	 * @param path its path
	 * @param kind {@code supervisor}
	 * @param state how it is doing
	 * @param strategy as in {@code rest-for-one}
	 * @param intensity how many restarts are allowed within the period
	 * @param period the length of the window
	 * @param giveUp {@code escalate} or {@code backoff}
	 * @param children in start order
	 * @param recentRestarts oldest first
	 */
	record Supervisor(String name, String path, String kind, String state, String strategy, int intensity,
			Duration period, String giveUp, List<NodeDescriptor> children,
			List<RestartDescriptor> recentRestarts) implements NodeDescriptor {

	}

	/**
	 * An actor.
	 *
	 * @param name its name or key
	 * @param path its path
	 * @param kind {@code actor}
	 * @param state how it is doing
	 * @param since how long the state has lasted
	 * @param type the name of its class
	 * @param depth how many messages wait
	 * @param oldestMessageAge how long the first of them has waited
	 * @param incarnation the number of the incarnation
	 * @param restarts how many incarnations came before
	 * @param handling the message in hand
	 * @param handlingFor how long it has been in hand
	 * @param lastFailure class and message of what ended an incarnation last
	 * @param nextAttempt when it is tried again
	 * @param children the actors spawned under it
	 * @param recentRestarts oldest first; only where one actor is shown alone
	 */
	record Actor(String name, String path, String kind, String state, Duration since, String type, int depth,
			@Nullable Duration oldestMessageAge, int incarnation, int restarts, @Nullable String handling,
			@Nullable Duration handlingFor, @Nullable String lastFailure, @Nullable Instant nextAttempt,
			List<NodeDescriptor> children, @Nullable List<RestartDescriptor> recentRestarts) implements NodeDescriptor {

	}

	/**
	 * A family of keyed actors.
	 *
	 * @param name its name
	 * @param path its path
	 * @param kind {@code family}
	 * @param state how it is doing
	 * @param type the name of the class of its actors
	 * @param active how many are live
	 * @param depth how many messages wait for all of them
	 * @param maxDepth how many wait for the one with the most
	 * @param away those that are restarting or in backoff, at most 50
	 * @param recentRestarts oldest first
	 */
	record Family(String name, String path, String kind, String state, String type, int active, int depth, int maxDepth,
			List<NodeDescriptor> away, List<RestartDescriptor> recentRestarts) implements NodeDescriptor {

	}

	/**
	 * One incarnation that replaced another.
	 *
	 * @param path the actor
	 * @param incarnation the number of the new incarnation
	 * @param reason why the one before ended
	 * @param time when the new one was running
	 * @param duration from the end of the one before until then
	 */
	record RestartDescriptor(String path, int incarnation, String reason, Instant time, Duration duration) {

	}

}
