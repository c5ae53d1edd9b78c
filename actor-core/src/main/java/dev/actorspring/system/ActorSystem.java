package dev.actorspring.system;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Event;
import dev.actorspring.ExitReason;
import dev.actorspring.Group;
import dev.actorspring.KeyedActors;
import dev.actorspring.Topic;
import dev.actorspring.spi.CurrentTurn;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.Scheduler;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.Supervisor;
import org.jspecify.annotations.Nullable;

/**
 * A tree of supervised actors. Its refs can be handed out, and messages sent to them,
 * before it is started: they wait in the mailboxes. Safe for use by any thread.
 */
public interface ActorSystem extends AutoCloseable {

	/**
	 * Begins a system without actors.
	 * @return a builder
	 */
	static ActorSystemBuilder builder() {
		return ServiceLoader.load(ActorSystemBuilder.class, ActorSystemBuilder.class.getClassLoader())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("There is no engine beside " + ActorSystem.class.getName()
					+ ": keep META-INF/services in the jar"));
	}

	/**
	 * The ref that belongs to a path. Creates nothing.
	 * @param path as of {@link ActorRef#path()}: {@code payments/ledger}, or
	 * {@code auction/42} whether or not that key is active
	 * @return empty if nothing is there
	 */
	Optional<ActorRef<?>> resolve(String path);

	/**
	 * The turn of one of its actors that this thread is in. For other modules.
	 * @return empty on all other threads
	 */
	Optional<CurrentTurn> currentTurn();

	/**
	 * Who runs all of its steps, for other modules whose work is to be steps, too.
	 * @return empty if it has threads of its own, as everywhere but in tests
	 */
	Optional<Scheduler> scheduler();

	/**
	 * Its keyed actors, for other modules that bring them messages from elsewhere.
	 * @return always the same
	 */
	Hosting hosting();

	/**
	 * Finds an actor by class.
	 * @param <A> the actor class, or an interface that it implements
	 * @param type the class
	 * @return its ref
	 * @throws IllegalArgumentException if there is none, or more than one
	 */
	<A> ActorRef<A> actor(Class<A> type);

	/**
	 * Finds an actor by name.
	 * @param <A> the actor class, or an interface that it implements
	 * @param name its name
	 * @param type the class
	 * @return its ref
	 * @throws IllegalArgumentException if there is none of that name, or it is of another
	 * type
	 */
	<A> ActorRef<A> actor(String name, Class<A> type);

	/**
	 * Finds a keyed family by class.
	 * @param <A> the actor class, or an interface that it implements
	 * @param type the class
	 * @return the family
	 * @throws IllegalArgumentException if there is none, or more than one
	 */
	<A> KeyedActors<A> keyed(Class<A> type);

	/**
	 * Finds a keyed family by name.
	 * @param <A> the actor class, or an interface that it implements
	 * @param name its name
	 * @param type the class
	 * @return the family
	 * @throws IllegalArgumentException if there is none of that name, or it is of another
	 * type
	 */
	<A> KeyedActors<A> keyed(String name, Class<A> type);

	/**
	 * Where events of a type are published. Those that are published before the system
	 * runs wait in the mailboxes of its actors.
	 * @param <E> the type of the events
	 * @param type the class, or an interface of several
	 * @return the topic, whether or not there is anybody who gets its events
	 */
	<E extends Event> Topic<E> topic(Class<E> type);

	/**
	 * A group of actors by name. Creates nothing.
	 * @param <A> what the members have in common
	 * @param name any text
	 * @param type an actor class, or an interface that actor classes implement
	 * @return the group, whether or not it has members
	 */
	<A> Group<A> group(String name, Class<A> type);

	/**
	 * Finds an actor with several workers by name.
	 * @param name its name
	 * @return the pool
	 * @throws IllegalArgumentException if there is none of that name
	 */
	ActorPool pool(String name);

	/**
	 * The actors with several workers.
	 * @return those that the system was built with
	 */
	List<ActorPool> pools();

	/**
	 * Finds a supervisor by name.
	 * @param name its name; {@code root} for the one that all others are under. Of
	 * several of that name that were started at run time, the one nearest to the root
	 * @return the supervisor
	 * @throws IllegalArgumentException if there is none of that name
	 */
	Supervisor supervisor(String name);

	/**
	 * Starts an actor under the root. It is restarted by its own rules, with backoff. Of
	 * many that are alike, one spec is kept best and given {@linkplain ActorSpec#withName
	 * names}.
	 * @param <A> the actor class
	 * @param spec what to start, not keyed; its name is unique among those spawned
	 * @return its ref, at once: the actor starts in the background
	 * @throws IllegalArgumentException if an actor of that name is there already
	 * @throws IllegalStateException if the system is not running
	 */
	<A> ActorRef<A> spawn(ActorSpec<A> spec);

	/**
	 * Kills an actor: the incarnation that it has now ends without coming to an end of
	 * what it has in hand. Its thread is interrupted at once, and if it does not heed
	 * that within a second it is {@linkplain ActorEvent.Abandoned abandoned}. Whoever
	 * supervises it treats that as a crash with {@link ExitReason.Killed}; what waits in
	 * the mailbox stays there. One that is being started is killed as soon as it has
	 * been.
	 * @param actor a ref of this system; of a keyed one the actor of that key, which is
	 * not activated
	 * @return completes once that incarnation has ended, and at once if there is none;
	 * fails with {@link IllegalStateException} if it lives on another node
	 * @throws IllegalArgumentException if it is no ref of this system
	 */
	CompletableFuture<Void> kill(ActorRef<?> actor);

	/**
	 * Ends the incarnation that an actor has now, with a reason, after the turn that it
	 * has in hand. Signals do not queue behind messages: what waits in the mailbox stays
	 * there. Whoever supervises it treats that by its restart type, as if it had ended by
	 * itself: a {@link dev.actorspring.RestartType#PERMANENT} one is restarted. If it has
	 * not ended in its shutdown time it is {@linkplain #kill killed}.
	 * @param actor a ref of this system; of a keyed one the actor of that key, which is
	 * not activated
	 * @param reason why; {@link ExitReason.Killed} kills it
	 * @return completes once that incarnation has ended, and at once if there is none;
	 * fails with {@link IllegalStateException} if it lives on another node
	 * @throws IllegalArgumentException if it is no ref of this system
	 * @see NodeOperations#terminate() to end it for good, whatever its restart type
	 */
	CompletableFuture<Void> stop(ActorRef<?> actor, ExitReason reason);

	/**
	 * A future of the end of an actor for good, which neither a restart nor the
	 * passivation of a keyed actor is: what {@link dev.actorspring.ActorContext#watch}
	 * tells an actor, for any other code. When it completes the name of the actor is
	 * free. Until then it is kept; cancel it to have it forgotten.
	 * @param actor whom; of a keyed one, also if it lives on another node, the next end
	 * is told
	 * @return completes with the reason, also if the actor has ended already
	 * @throws IllegalArgumentException if it can not be watched
	 */
	CompletableFuture<ExitReason> whenTerminated(ActorRef<?> actor);

	/**
	 * Sends messages, and lends this thread to the actors that get them: one that runs on
	 * {@link dev.actorspring.Dispatcher#COMPUTE}, is idle, and has been fast lately may
	 * handle its message right here, which spares it and the caller the way to another
	 * thread and back. Nothing is promised, and all else is as ever; but whoever lends a
	 * thread that others wait for, as an event loop, trusts these actors not to hold it
	 * up. Never used by handlers. An interrupt that arrives while an actor runs is taken
	 * for the actor's.
	 * @param <T> the type of the result
	 * @param sending tells or asks, and does not wait for a reply
	 * @return what that returns, or throws
	 */
	default <T extends @Nullable Object> T lend(Supplier<T> sending) {
		return sending.get();
	}

	/**
	 * Starts the tree, children in order, and waits until it runs.
	 * @throws ActorStartException if a child fails; everything is stopped again
	 * @throws IllegalStateException if it was started before
	 */
	void start();

	/**
	 * Stops the tree: first the messages that wait are handled, then the children are
	 * stopped in reverse start order. What is still waiting then fails with
	 * {@link dev.actorspring.ActorTerminatedException} or becomes a dead letter. Returns
	 * when all has stopped, however long that takes: each actor has its own shutdown time
	 * for it. A second call only waits for the first.
	 * @param drain how long to wait for the messages to be handled, zero or more
	 */
	void stop(Duration drain);

	/**
	 * Stops the tree without waiting for the mailboxes.
	 */
	@Override
	default void close() {
		stop(Duration.ZERO);
	}

	/**
	 * Whether the tree is running.
	 * @return {@code true} between {@link #start()} and {@link #stop}
	 */
	boolean isRunning();

	/**
	 * The whole tree at this moment.
	 * @return its root
	 */
	NodeSnapshot.Supervisor tree();

	/**
	 * One node at this moment. Creates nothing.
	 * @param path a path, as in {@code payments/ledger} or {@code auction/42}
	 * @return the node, or empty if there is none
	 */
	Optional<NodeSnapshot> find(String path);

	/**
	 * Some of the live actors of a keyed family. Creates nothing. Takes as long as it
	 * takes to look at every key.
	 * @param family the path of the family
	 * @param after only those whose keys come after this one, or {@code null} for the
	 * first
	 * @param limit how many at most, one or more
	 * @return in the order of their keys; empty if there is no such family
	 */
	List<NodeSnapshot.Actor> keys(String family, @Nullable String after, int limit);

	/**
	 * The last restarts of one node, as far as they are among the last 50 of whoever
	 * looks after it. Creates nothing.
	 * @param path as for {@link #find}, but not that of the root
	 * @return oldest first; empty if there is no such node
	 */
	List<Restart> restarts(String path);

	/**
	 * What can be done to one node. Creates nothing.
	 * @param path as for {@link #find}, but not that of the root
	 * @return what can be done, or empty if there is no such node
	 */
	Optional<NodeOperations> operations(String path);

	/**
	 * What the system was built with.
	 * @return the actors and families, without those spawned later
	 */
	Collection<Registration> registrations();

	/**
	 * Live numbers of what the system was built with, and of what was started since.
	 * @return one for each registered actor and family, in the same order; then one for
	 * each class of actors started at run time
	 */
	Collection<ActorGauge> gauges();

	/**
	 * The turns that take longer than their {@linkplain dev.actorspring.TurnLimits
	 * limits}, as far as that was seen.
	 * @return the longest first; empty where there are no limits
	 */
	List<StuckTurn> stuckTurns();

	/**
	 * The actor that handles something on a thread at this moment. Takes as long as to
	 * look at every active actor.
	 * @param threadId the id of the thread
	 * @return its path, or empty if there is none
	 */
	Optional<String> actorOn(long threadId);

	/**
	 * The types of events that actors have handlers for, or that topics were made of.
	 * @return in the order of their names
	 */
	List<TopicSnapshot> topics();

	/**
	 * The groups that have members, on this node or others.
	 * @param limit how many members of each on this node are listed at most
	 * @return in the order of their names
	 */
	List<GroupSnapshot> groups(int limit);

	/**
	 * How many groups have members on this node. Takes no longer the more there are.
	 * @return a best effort while actors join and leave
	 */
	GroupCounts groupCounts();

}
