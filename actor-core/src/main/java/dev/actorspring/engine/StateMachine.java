package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.actorspring.Message;
import dev.actorspring.TimerHandle;
import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.protocol.ActorState;
import dev.actorspring.protocol.ActorStates;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.StateEntry;
import org.jspecify.annotations.Nullable;

/**
 * Which state an incarnation is in, and how it gets into another. For the thread that
 * runs the incarnation, but for what says otherwise.
 */
final class StateMachine {

	/** As many states that follow each other by their entries alone as make sense. */
	private static final int MOST_ENTRIES = 100;

	private final Incarnation<?> incarnation;

	private final ActorStates states;

	/** Read by others. */
	private volatile @Nullable Current current;

	/** How often a state was chosen. */
	private int changes;

	/** What {@link #changes} was when a state was entered last. */
	private int entered;

	/** The method that runs. */
	private @Nullable Running running;

	private SelfMessage.@Nullable Scheduled timeout;

	StateMachine(Incarnation<?> incarnation, ActorStates states) {
		this.incarnation = incarnation;
		this.states = states;
	}

	/**
	 * The states of an incarnation. Any thread.
	 * @return {@code null} if it has none, or has none yet
	 */
	static @Nullable StateMachine of(Incarnation<?> incarnation) {
		return (incarnation.cell().type().messages().protocol().states() != null)
				? incarnation.resources().states(incarnation) : null;
	}

	/**
	 * The states of an incarnation.
	 * @throws IllegalStateException if its actor has none
	 */
	static StateMachine require(Incarnation<?> incarnation) {
		StateMachine machine = of(incarnation);
		if (machine == null) {
			throw new IllegalStateException(incarnation.path() + " has no states: annotate "
					+ incarnation.cell().type().messages().protocol().type().getSimpleName() + " with @States");
		}
		return machine;
	}

	/**
	 * The name of the state that a cell is in. Any thread.
	 * @return {@code null} if it has none, or does not run
	 */
	static @Nullable String nameOf(ActorCell<?> cell) {
		Incarnation<?> incarnation = cell.incarnation();
		StateMachine machine = (incarnation != null) ? of(incarnation) : null;
		Current current = (machine != null) ? machine.current : null;
		return (current != null) ? current.state.name() : null;
	}

	// For the actor.

	Object state() {
		Current present = this.current;
		if (present == null) {
			throw new IllegalStateException(this.incarnation.path() + " has not chosen a state yet: " + howToBegin());
		}
		return present.instance;
	}

	void become(Object instance) {
		Objects.requireNonNull(instance, "state");
		if (Engine.current() != this.incarnation || this.incarnation.hasEnded()) {
			throw new IllegalStateException("Only a handler of " + this.incarnation.path() + " can change its state");
		}
		ActorState next = this.states.of(instance);
		if (next == null) {
			throw new IllegalArgumentException(instance.getClass().getName() + " is no state of "
					+ this.incarnation.path() + ", whose states are " + this.states);
		}
		checkDeclared(next);
		this.changes++;
		this.current = new Current(instance, next);
		if (this.timeout != null) {
			this.timeout.cancel();
			this.timeout = null;
		}
		Postponing.release(this.incarnation);
		this.incarnation.position().restart();
	}

	private void checkDeclared(ActorState next) {
		Running method = this.running;
		if (method != null && !method.becomes.contains(next.type())) {
			throw new IllegalStateException(
					"%s becomes %s, but does not say so: annotate it with @Becomes(%s), with which the states are checked and drawn"
						.formatted(method, next.name(), names(method, next)));
		}
		if (method == null && this.changes == 0 && !this.states.first().isEmpty()
				&& !this.states.first().contains(next)) {
			throw new IllegalStateException("%s begins in %s, but its @States say that it begins in %s"
				.formatted(this.incarnation.path(), next.name(), this.states.first()));
		}
	}

	private static String names(Running method, ActorState next) {
		List<String> declared = method.becomes.stream().map((type) -> type.getSimpleName() + ".class").toList();
		return declared.isEmpty() ? next.name() + ".class"
				: "{ " + String.join(", ", declared) + ", " + next.name() + ".class }";
	}

	TimerHandle timeout(Duration time, Message<?> message, @Nullable Object context) {
		if (this.timeout != null) {
			this.timeout.cancel();
		}
		SelfMessage.Scheduled scheduled = new SelfMessage.Scheduled(this.incarnation.timer(), this.incarnation, message,
				context, Duration.ZERO);
		this.timeout = scheduled;
		scheduled.after(time);
		return scheduled;
	}

	// For the turn.

	/**
	 * What becomes of a message in the present state.
	 * @param slot of the message, with states
	 * @return how the state handles it, or {@link StateSlots#POSTPONED} or
	 * {@link StateSlots#IGNORED}
	 */
	Slot react(Slot slot) {
		Current present = Objects.requireNonNull(this.current);
		return Objects.requireNonNull(slot.states()).in(present.state);
	}

	/**
	 * A method is about to run that may change the state.
	 * @param handler the method
	 */
	void begin(Handler handler) {
		this.running = new Running(handler, handler.becomes(), this.changes, this.running);
	}

	/**
	 * It is over, and so is what has happened at entry.
	 */
	void end() {
		this.running = Objects.requireNonNull(this.running).outer;
	}

	/**
	 * Whether the running method has chosen a state.
	 */
	boolean hasChanged() {
		return this.running != null && this.running.changesBefore != this.changes;
	}

	/**
	 * Enters the state that the running method has chosen, if it has.
	 * @return what that has failed with, or {@code null}
	 */
	@Nullable Throwable enter() {
		Running method = this.running;
		if (this.changes == this.entered || (method != null && !hasChanged())) {
			return null;
		}
		try {
			enterAll();
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
		finally {
			this.running = method;
		}
	}

	private void enterAll() throws Throwable {
		for (int i = 0; this.changes != this.entered; i++) {
			Current present = Objects.requireNonNull(this.current);
			if (i == MOST_ENTRIES) {
				throw new IllegalStateException(this.incarnation.path() + " has come into " + MOST_ENTRIES
						+ " states one after another, each at the entry of the one before, the last into "
						+ present.state.name() + ": let one of them wait for a message");
			}
			this.entered = this.changes;
			StateEntry entry = present.state.entry();
			if (entry != null) {
				this.running = new Running(entry, entry.becomes(), this.changes, null);
				entry.invoke(present.instance, this.incarnation.context());
			}
		}
	}

	/**
	 * Whether it is what happens at the entry of a state that runs.
	 */
	boolean isEntering() {
		return this.running != null && this.running.method instanceof StateEntry;
	}

	/**
	 * Begins, when the factory has made the instance.
	 * @param incarnation that is being started
	 * @return what the start fails with, or {@code null}
	 */
	static @Nullable Throwable started(Incarnation<?> incarnation) {
		StateMachine machine = of(incarnation);
		if (machine == null) {
			return null;
		}
		return (machine.current != null) ? machine.enter() : new IllegalStateException(
				incarnation.path() + " has not chosen its first state: " + machine.howToBegin());
	}

	private String howToBegin() {
		return "call context.become(...) with one of " + this.states + " in the constructor of "
				+ this.incarnation.cell().type().messages().protocol().type().getSimpleName();
	}

	/**
	 * A state and what is known of its class.
	 *
	 * @param instance what the actor has become
	 * @param state of its class
	 */
	private record Current(Object instance, ActorState state) {

	}

	/**
	 * A method that may change the state.
	 *
	 * @param method a {@link Handler} or {@link StateEntry}
	 * @param becomes which states it may choose
	 * @param changesBefore how often a state was chosen before it
	 * @param outer the one that waits in the middle meanwhile
	 */
	private record Running(Object method, List<Class<?>> becomes, int changesBefore, @Nullable Running outer) {

		@Override
		public String toString() {
			return this.method.toString();
		}

	}

}
