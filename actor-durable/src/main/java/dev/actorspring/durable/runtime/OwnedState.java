package dev.actorspring.durable.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.actorspring.durable.Durable;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StoredReply;
import org.jspecify.annotations.Nullable;

/**
 * A state as one incarnation has it: what its turns set, segment by segment. For the
 * thread of the actor.
 *
 * @param <T> the type of the state
 */
final class OwnedState<T> implements Durable<T> {

	private final StateSlot<T> slot;

	private final BooleanSupplier inTurn;

	private final Consumer<StateKey> beforeChange;

	/** Of turns that wait. */
	private final Deque<Segment<T>> suspended = new ArrayDeque<>(0);

	private @Nullable Segment<T> current;

	/** What leaves the turn waits for, until it has ended. Read by others. */
	private volatile @Nullable CompletableFuture<Void> open;

	private volatile boolean over;

	/** Of the last turn that has set the state. Read by others. */
	private volatile @Nullable CompletableFuture<Void> ended;

	/**
	 * Creates a state.
	 * @param slot where it is
	 * @param inTurn whether this thread runs a handler of the actor
	 * @param beforeChange called before it is set or deleted, or alarms are; what it
	 * throws keeps the handler from doing so
	 */
	OwnedState(StateSlot<T> slot, BooleanSupplier inTurn, Consumer<StateKey> beforeChange) {
		this.slot = slot;
		this.inTurn = inTurn;
		this.beforeChange = beforeChange;
	}

	@Override
	public T get() {
		T value = value();
		if (value == null) {
			throw new NoSuchElementException(this.slot + " has no state: use find() or orElse() where that can be");
		}
		return value;
	}

	@Override
	public Optional<T> find() {
		return Optional.ofNullable(value());
	}

	@Override
	public T orElse(T other) {
		T value = value();
		return (value != null) ? value : other;
	}

	private @Nullable T value() {
		Segment<T> segment = this.current;
		if (segment != null && segment.isChanged()) {
			return segment.value();
		}
		if (segment != null) {
			segment.seen = this.slot.changes();
		}
		else if (this.inTurn.getAsBoolean()) {
			segment();
		}
		return this.slot.value();
	}

	@Override
	public T set(T state) {
		Objects.requireNonNull(state, "state");
		change(state, this.slot.type().encode(state));
		return state;
	}

	@Override
	public void delete() {
		change(null, null);
	}

	private void change(@Nullable T state, @Nullable String json) {
		checkChange();
		Segment<T> segment = segment();
		this.slot.value();
		if (segment.resumed && !segment.isChanged() && segment.seen != this.slot.changes()) {
			throw new IllegalStateException("The state of " + this.slot
					+ " was set by another turn while this one has waited: read it again before you set it");
		}
		segment.set(state, json);
	}

	@Override
	public long version() {
		return this.slot.version();
	}

	@Override
	public void afterWrite(Runnable action) {
		Objects.requireNonNull(action, "action");
		checkInTurn();
		segment().afterWrite(action);
	}

	private void checkChange() {
		checkInTurn();
		this.beforeChange.accept(this.slot.key());
	}

	private void checkInTurn() {
		if (!this.inTurn.getAsBoolean()) {
			throw new IllegalStateException("Only a handler of " + this.slot + " can set its state, on its own thread");
		}
	}

	private Segment<T> segment() {
		Segment<T> segment = this.current;
		if (segment == null) {
			segment = new Segment<>(this.slot.changes(), false);
			this.current = segment;
		}
		return segment;
	}

	// For the alarms.

	Map<String, Alarm> alarms() {
		Segment<T> segment = this.current;
		Map<String, Alarm> changed = (segment != null) ? segment.alarms() : null;
		return (changed != null) ? changed : this.slot.alarms();
	}

	void setAlarms(Map<String, Alarm> changed) {
		checkChange();
		this.slot.value();
		segment().alarms(changed);
	}

	// For the interceptor.

	/**
	 * The turn that is about to begin handles an alarm.
	 */
	void handles(Alarm alarm) {
		segment().due = alarm;
	}

	/**
	 * The alarm that the turn handles.
	 * @return {@code null} if it handles none
	 */
	@Nullable Alarm handledAlarm() {
		return (this.current != null) ? this.current.due : null;
	}

	/**
	 * The turn has not handled its alarm after all.
	 * @return the alarm, or {@code null} if it has none
	 */
	@Nullable Alarm putBackAlarm() {
		Alarm alarm = handledAlarm();
		if (this.current != null) {
			this.current.due = null;
		}
		return alarm;
	}

	/**
	 * Ends an alarm together with the turn that has handled it, unless that has set it
	 * anew.
	 */
	private void endAlarm(Segment<T> segment) {
		Alarm due = segment.due;
		if (due == null) {
			return;
		}
		Map<String, Alarm> changed = segment.alarms();
		Map<String, Alarm> left = new HashMap<>((changed != null) ? changed : this.slot.alarms());
		if (left.remove(due.name(), due)) {
			segment.alarms(left);
		}
	}

	StateSlot<T> slot() {
		return this.slot;
	}

	/**
	 * A turn has ended.
	 * @param crash why nothing of it counts, or {@code null} if it does
	 * @param reply what its message has come to, if that is to be stored
	 * @return done when the reply is stored; {@code null} if there is none
	 */
	@Nullable CompletableFuture<Void> turnEnded(@Nullable Throwable crash, @Nullable StoredReply reply) {
		Segment<T> segment = (reply != null) ? segment() : this.current;
		this.current = null;
		close();
		if (segment == null) {
			return null;
		}
		segment.reply = reply;
		CompletableFuture<Void> stored = (reply != null) ? segment.gate() : null;
		if (crash != null) {
			this.slot.drop(segment, crash);
		}
		else {
			endAlarm(segment);
			this.ended = this.slot.end(segment);
		}
		return stored;
	}

	void turnWaits() {
		Segment<T> segment = segment();
		close();
		this.slot.end(segment);
		if (segment.isChanged()) {
			segment.seen = this.slot.changes();
		}
		this.suspended.push(segment);
		this.current = null;
	}

	void turnResumes() {
		Segment<T> before = this.suspended.pop();
		this.current = new Segment<>(before.seen, true);
		this.current.due = before.due;
	}

	/**
	 * What the write of the last turn has failed with, or is about to, when all that is
	 * not written is lost.
	 */
	@Nullable CompletableFuture<Void> failedWrite() {
		CompletableFuture<Void> last = this.ended;
		return (last != null && (!last.isDone() || last.isCompletedExceptionally())) ? last : null;
	}

	/**
	 * What to wait for before anything leaves that this turn has seen or set.
	 * @return {@code null} if all of that is written
	 */
	@Nullable CompletableFuture<Void> gate() {
		Segment<T> segment = this.current;
		if (segment == null || !segment.isToBeWritten()) {
			return this.slot.gate();
		}
		CompletableFuture<Void> gate = segment.gate();
		this.open = gate;
		if (this.over) {
			end();
		}
		return gate;
	}

	private void close() {
		if (this.open != null) {
			this.open = null;
		}
	}

	/**
	 * The incarnation has ended, perhaps because it was abandoned in the middle of a
	 * turn: that is never written, and nothing that it has sent may be in the way of the
	 * next one. Any thread.
	 */
	void end() {
		this.over = true;
		CompletableFuture<Void> gate = this.open;
		if (gate != null) {
			gate.completeExceptionally(new StateConflictException(this.slot.toString(),
					"Nothing leaves " + this.slot + " of a turn that was abandoned", null));
		}
	}

}
