package dev.actorspring.test;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import dev.actorspring.Message;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what happens to actors. If their time stands still it waits until all is
 * quiet, and moves the time only as far as {@link #within} says; in a whole application
 * it waits by the clock on the wall. What does not come fails the test, saying what there
 * is instead. For the thread of one test.
 * <p>
 * Events count that have happened before, unless they were waited for already.
 */
public final class Awaiting {

	private final ActorSystem system;

	private final TestTime time;

	private final EventRecorder events;

	private final @Nullable Duration within;

	/**
	 * Creates what waits for the actors of a system.
	 * @param system the actors
	 * @param time how to wait
	 * @param events hears of their events
	 */
	public Awaiting(ActorSystem system, TestTime time, EventRecorder events) {
		this(system, time, events, null);
	}

	private Awaiting(ActorSystem system, TestTime time, EventRecorder events, @Nullable Duration within) {
		this.system = system;
		this.time = time;
		this.events = events;
		this.within = within;
	}

	/**
	 * The same with another limit.
	 * @param limit how far the time is moved at most, or how long it is waited
	 * @return for one or more calls
	 */
	public Awaiting within(Duration limit) {
		return new Awaiting(this.system, this.time, this.events, limit);
	}

	/**
	 * Waits until an actor runs.
	 * @param path its path
	 * @return the actor
	 * @throws AssertionError if it does not
	 */
	public NodeSnapshot.Actor incarnation(String path) {
		return incarnation(path, 1);
	}

	/**
	 * Waits until an incarnation of an actor runs.
	 * @param path its path
	 * @param number that of the incarnation; a later one will do
	 * @return the actor
	 * @throws AssertionError if none does
	 */
	public NodeSnapshot.Actor incarnation(String path, int number) {
		if (!await(() -> running(path, number) != null)) {
			throw failure("incarnation " + number + " of " + path, path);
		}
		NodeSnapshot.Actor found = running(path, number);
		if (found == null) {
			throw new AssertionError("Incarnation " + number + " of " + path + " has run, and is gone: "
					+ Nodes.describe(this.system, path));
		}
		return found;
	}

	private NodeSnapshot.@Nullable Actor running(String path, int number) {
		return (this.system.find(path).orElse(null) instanceof NodeSnapshot.Actor actor
				&& actor.state() == ChildState.RUNNING && actor.incarnation() >= number) ? actor : null;
	}

	/**
	 * Waits until an actor or supervisor was restarted.
	 * @param path its path
	 * @return the event
	 * @throws AssertionError if it was not
	 */
	public ActorEvent.Restarted restart(String path) {
		return event(ActorEvent.Restarted.class, (event) -> event.path().equals(path), "a restart of " + path, path);
	}

	/**
	 * Waits until an actor or supervisor is in backoff.
	 * @param path its path
	 * @return the event
	 * @throws AssertionError if it is not
	 */
	public ActorEvent.BackedOff backoff(String path) {
		return event(ActorEvent.BackedOff.class, (event) -> event.path().equals(path), "a backoff of " + path, path);
	}

	/**
	 * Waits until a message is a dead letter.
	 * @param type the class of the message, or a supertype
	 * @return the event
	 * @throws AssertionError if none is
	 */
	public ActorEvent.DeadLetter deadLetter(Class<? extends Message<?>> type) {
		return event(ActorEvent.DeadLetter.class, (event) -> type.isInstance(event.message()),
				"a dead letter of the type " + type.getSimpleName(), null);
	}

	/**
	 * Waits until a keyed actor is not active.
	 * @param path its path, as in {@code auction/42}
	 * @throws AssertionError if it still is
	 */
	public void passivation(String path) {
		if (!await(() -> this.system.find(path).isEmpty())) {
			throw failure("the passivation of " + path, path);
		}
	}

	/**
	 * Waits until no message waits for any actor.
	 * @throws AssertionError if one does, saying where
	 */
	public void emptyMailboxes() {
		if (!await(() -> Nodes.actors(this.system).allMatch((actor) -> actor.depth() == 0))) {
			List<String> waiting = Nodes.actors(this.system)
				.filter((actor) -> actor.depth() > 0)
				.map(Nodes::describe)
				.toList();
			throw new AssertionError("Expected empty mailboxes" + limit() + ", but " + String.join("; ", waiting));
		}
	}

	/**
	 * Waits until nothing goes on by itself: no message waits or is in hand, and nothing
	 * is being restarted.
	 * @throws AssertionError if something still does after a long time, saying what
	 */
	public void quiet() {
		this.time.awaitQuiet();
	}

	private <E extends ActorEvent> E event(Class<E> type, Predicate<E> wanted, String what, @Nullable String path) {
		if (!await(() -> find(type, wanted) != null)) {
			throw failure(what, path);
		}
		E found = find(type, wanted);
		if (found == null) {
			throw failure(what, path);
		}
		this.events.close(found);
		return found;
	}

	private <E extends ActorEvent> @Nullable E find(Class<E> type, Predicate<E> wanted) {
		return this.events.open()
			.stream()
			.filter(type::isInstance)
			.map(type::cast)
			.filter(wanted)
			.findFirst()
			.orElse(null);
	}

	private boolean await(BooleanSupplier condition) {
		return (this.within != null) ? this.time.await(condition, this.within) : this.time.await(condition);
	}

	private String limit() {
		return (this.within != null) ? " within " + this.within : this.time.limit();
	}

	private AssertionError failure(String what, @Nullable String path) {
		List<ActorEvent> others = this.events.open();
		return new AssertionError("Expected " + what + limit() + ", but there was none"
				+ ((path != null) ? ": " + Nodes.describe(this.system, path) : "")
				+ (others.isEmpty() ? "; nothing else has happened" : "; what else has happened: " + others));
	}

}
