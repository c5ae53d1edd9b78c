package dev.actorspring.boot.actuate.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.actorspring.protocol.StateDiagram;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A node of the tree as the endpoint shows it. What does not apply is left out.
 */
public sealed interface NodeDescriptor extends OperationResponseBody {

	/**
	 * The name of the node.
	 * @return for a keyed actor the key
	 */
	String name();

	/**
	 * What can be appended to the address of the endpoint to see this node alone. If one
	 * of its names is empty or made of dots, what follows the first name is given as the
	 * parameter {@code key} instead.
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
	 * @return {@code running}, {@code restarting}, {@code backoff}, {@code stopped} or
	 * {@code disabled}
	 */
	String state();

	/**
	 * A supervisor.
	 *
	 * @param name its name
	 * @param path its path
	 * @param kind {@code supervisor}
	 * @param state how it is doing
	 * @param since how long the state has lasted
	 * @param nextAttempt when it is tried again
	 * @param strategy as in {@code rest-for-one}
	 * @param intensity how many restarts are allowed within the period
	 * @param period the length of the window
	 * @param giveUp {@code escalate} or {@code backoff}
	 * @param backoff how long a child that ends too often is away, if it has no backoff
	 * of its own; {@code null} if it gives up by {@code escalate}
	 * @param maxChildren how many children it may have; {@code null} for any number
	 * @param dynamic {@code true} if all children are started at run time and forgotten
	 * when they end; {@code null} if not
	 * @param children in start order
	 * @param recentRestarts what it has restarted itself, oldest first
	 */
	record Supervisor(String name, String path, String kind, String state, Duration since,
			@Nullable Instant nextAttempt, String strategy, int intensity, Duration period, String giveUp,
			@Nullable Backoff backoff, @Nullable Integer maxChildren, @Nullable Boolean dynamic,
			List<NodeDescriptor> children, List<RestartDescriptor> recentRestarts) implements NodeDescriptor {

	}

	/**
	 * How long a child that ends too often is away.
	 *
	 * @param first the first wait
	 * @param longest the longest
	 * @param factor by how much each is longer than the one before
	 * @param jitter by which part each is shortened at most, at random
	 * @param resetAfter how long a child must run to be restarted at once again, if that
	 * is set
	 */
	record Backoff(Duration first, Duration longest, double factor, double jitter, @Nullable Duration resetAfter) {

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
	 * @param capacity how many may wait; {@code null} for any number
	 * @param oldestMessageAge how long the first of them has waited
	 * @param incarnation the number of the incarnation
	 * @param uptime how long it has lasted; {@code null} if none runs
	 * @param restarts how many incarnations have replaced another
	 * @param handled how many messages it has taken from its mailbox
	 * @param handlingTime how long it has needed for a message lately
	 * @param handling the message in hand
	 * @param handlingFor how long it has been in hand
	 * @param stuck {@code true} if that is longer than it may; {@code null} if not
	 * @param lastFailure class and message of what ended an incarnation last
	 * @param lastFailureStackTrace the same in full; only where one actor is shown alone
	 * to somebody who may see it
	 * @param nextAttempt when it is tried again
	 * @param currentState the state that it is in; {@code null} if it has no
	 * {@link dev.actorspring.States}
	 * @param postponed how many of the messages that wait are put aside until its state
	 * changes; {@code null} if none is
	 * @param states its states and how one follows another; only where one actor is shown
	 * alone
	 * @param children the actors spawned under it; of a pool its workers
	 * @param recentRestarts oldest first; only where one actor is shown alone
	 * @param details what modules tell of it by {@link ActorDetails}; only where one
	 * actor is shown alone
	 * @param pool what there is to tell of a pool; {@code null} for one actor
	 */
	record Actor(String name, String path, String kind, String state, Duration since, String type, int depth,
			@Nullable Integer capacity, @Nullable Duration oldestMessageAge, int incarnation, @Nullable Duration uptime,
			int restarts, long handled, @Nullable Duration handlingTime, @Nullable String handling,
			@Nullable Duration handlingFor, @Nullable Boolean stuck, @Nullable String lastFailure,
			@Nullable String lastFailureStackTrace, @Nullable Instant nextAttempt, @Nullable String currentState,
			@Nullable Integer postponed, @Nullable StateDiagram states, List<NodeDescriptor> children,
			@Nullable List<RestartDescriptor> recentRestarts, @Nullable Map<String, Object> details,
			@Nullable Pool pool) implements NodeDescriptor {

	}

	/**
	 * What is special about a pool. Its own numbers are those of all of its workers.
	 *
	 * @param size how many workers there are to be at present
	 * @param busy how many have a message in hand
	 * @param away how many are being restarted, or wait for that
	 * @param minSize how many there are at least, if it changes its size by itself
	 * @param maxSize how many there are at most, if it does
	 * @param growAfter how long a message waits for another to be started, if it does
	 * @param shrinkAfter how long one is idle for there to be one less, if it does
	 * @param routing {@code shared} or {@code by-key}
	 * @param rate how many messages may be begun within the period; {@code null} for any
	 * number
	 * @param ratePeriod the period, if there is a rate
	 */
	record Pool(int size, int busy, int away, @Nullable Integer minSize, @Nullable Integer maxSize,
			@Nullable Duration growAfter, @Nullable Duration shrinkAfter, String routing, @Nullable Integer rate,
			@Nullable Duration ratePeriod) {

	}

	/**
	 * A family of keyed actors.
	 *
	 * @param name its name
	 * @param path its path
	 * @param kind {@code family}
	 * @param state how it is doing
	 * @param since how long the state has lasted
	 * @param type the name of the class of its actors
	 * @param active how many are live
	 * @param depth how many messages wait for all of them
	 * @param maxDepth how many wait for the one with the most
	 * @param oldestMessageAge how long the one has waited that waits longest
	 * @param restarts how many incarnations of its actors have replaced another
	 * @param handled how many messages its actors have taken from their mailboxes
	 * @param top those that stand out
	 * @param away those that are restarting or in backoff, at most 50
	 * @param recentRestarts oldest first
	 * @param keys some of its actors; only where they were asked for
	 */
	record Family(String name, String path, String kind, String state, Duration since, String type, int active,
			int depth, int maxDepth, @Nullable Duration oldestMessageAge, long restarts, long handled, Top top,
			List<Actor> away, List<RestartDescriptor> recentRestarts, @Nullable Keys keys) implements NodeDescriptor {

	}

	/**
	 * The actors of a family that stand out, ten of each sort, the most first.
	 *
	 * @param depth those with the most messages that wait
	 * @param restarts those that were restarted most often
	 * @param handlingTime those that need longest for a message
	 */
	record Top(List<Actor> depth, List<Actor> restarts, List<Actor> handlingTime) {

	}

	/**
	 * Some actors of a family.
	 *
	 * @param actors in the order of their keys
	 * @param next the last key, after which the next page begins; {@code null} if there
	 * are no more
	 */
	record Keys(List<Actor> actors, @Nullable String next) {

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
