package dev.actorspring.durable.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.actorspring.ActorException;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateLimits;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StateWrite.Mark;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.protocol.HandlerRefusedException;
import dev.actorspring.spi.ActorHandle;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key in memory, and what of it is not written yet. It belongs to the
 * key and not to an incarnation: after a crash the next one goes on from where the last
 * turn left it that has ended well.
 * <p>
 * At most one write of it is under way. What turns set meanwhile gathers, and goes with
 * the next one. If a write is lost, all that was built on it is lost too: the slot says
 * so to whoever looks, until it is loaded again.
 *
 * @param <T> the type of the state
 */
final class StateSlot<T> {

	private final StateKey key;

	private final int partition;

	private final StateType<T> type;

	private final Writer writer;

	private final @Nullable String problem;

	private final Consumer<StateKey> settled;

	private final Repeats repeats = new Repeats();

	private @Nullable ActorHandle actor;

	private boolean loaded;

	private @Nullable T value;

	private @Nullable String json;

	private Map<String, Alarm> alarms = Map.of();

	/** Messages of alarms that were sent and not handled yet, by identity. */
	private final Map<Message<?>, Alarm> sent = new IdentityHashMap<>(0);

	/** How many segments have set the state since it was loaded. */
	private long changes;

	/** What is in the store. */
	private @Nullable Mark written;

	private @Nullable Unwritten waiting;

	private @Nullable Unwritten underWay;

	private @Nullable StateWrite write;

	/** When the write under way was first tried, by the clock of who writes. */
	private long since;

	private @Nullable ActorException lost;

	/** What is to be done after writes, in order. */
	private final Queue<Runnable> actions = new ArrayDeque<>(0);

	/** Whether somebody does so. */
	private boolean performing;

	/**
	 * Creates a slot.
	 * @param partition in which partition it is, or {@link Tenures#NOWHERE}
	 * @param settled told whenever all is written
	 */
	StateSlot(StateKey key, int partition, StateType<T> type, Writer writer, Consumer<StateKey> settled) {
		this.key = key;
		this.partition = partition;
		this.type = type;
		this.writer = writer;
		this.settled = settled;
		this.problem = StateLimits.problem(key).orElse(null);
	}

	/**
	 * Why there can be no row of it.
	 * @return {@code null} if there can
	 */
	@Nullable String problem() {
		return this.problem;
	}

	StateKey key() {
		return this.key;
	}

	int partition() {
		return this.partition;
	}

	StateType<T> type() {
		return this.type;
	}

	Repeats repeats() {
		return this.repeats;
	}

	// The actor's side.

	/**
	 * An incarnation is about to be made.
	 * @return whether it can go on from what is in memory
	 */
	synchronized boolean isUsable(ActorHandle handle) {
		this.actor = handle;
		return this.loaded && this.lost == null;
	}

	/**
	 * Takes over what was loaded.
	 * @param row the row, or {@code null} if there is none
	 * @param state what it says
	 * @param alarms those that it has
	 */
	void load(@Nullable StoredState row, @Nullable T state, Map<String, Alarm> alarms) {
		load(row, state, alarms, () -> true);
	}

	/**
	 * Takes over what was loaded, unless somebody else may have written it since.
	 * @param row the row, or {@code null} if there is none
	 * @param state what it says
	 * @param alarms those that it has
	 * @param current whether it still counts; no longer once {@link #loseAll} is about to
	 * be called
	 * @return whether it was taken over
	 */
	synchronized boolean load(@Nullable StoredState row, @Nullable T state, Map<String, Alarm> alarms,
			BooleanSupplier current) {
		if (!current.getAsBoolean()) {
			return false;
		}
		this.value = state;
		this.json = (row != null) ? row.value().state() : null;
		this.alarms = alarms;
		this.changes = 0;
		this.written = (row != null) ? new Mark(row.version(), row.writeId()) : null;
		this.lost = null;
		this.loaded = true;
		this.repeats.loaded(row == null);
		return true;
	}

	synchronized @Nullable T value() {
		ActorException failure = this.lost;
		if (failure != null) {
			// No crash: the turn is void, and its request may be repeated.
			throw new HandlerRefusedException(failure);
		}
		return this.value;
	}

	synchronized Map<String, Alarm> alarms() {
		return this.alarms;
	}

	/**
	 * A message is about to be sent, as an alarm is due.
	 * @return {@code false} if another one for the same alarm waits to be handled
	 */
	synchronized boolean sending(Message<?> message, Alarm alarm) {
		boolean waits = this.sent.values().stream().anyMatch(alarm::equals);
		if (!waits) {
			this.sent.put(message, alarm);
		}
		return !waits;
	}

	/**
	 * The alarm that a message was sent for. Only once.
	 * @return {@code null} if it is no alarm
	 */
	synchronized @Nullable Alarm takeSent(Message<?> message) {
		return this.sent.isEmpty() ? null : this.sent.remove(message);
	}

	/**
	 * Whether a message was sent for an alarm, and not taken yet.
	 */
	synchronized boolean hasSent(Message<?> message) {
		return this.sent.containsKey(message);
	}

	synchronized boolean awaitsAlarms() {
		return !this.sent.isEmpty();
	}

	/**
	 * Whether there still is such an alarm.
	 */
	synchronized boolean has(Alarm alarm) {
		return alarm.equals(this.alarms.get(alarm.name()));
	}

	synchronized long changes() {
		return this.changes;
	}

	synchronized long version() {
		return (this.written != null) ? this.written.version() : 0;
	}

	/**
	 * Why what is in memory does not count any more.
	 * @return {@code null} if it does
	 */
	synchronized @Nullable ActorException lost() {
		return this.lost;
	}

	/**
	 * How many turns are not written, and not under way either.
	 */
	synchronized int backlog() {
		return (this.waiting != null) ? this.waiting.segments() : 0;
	}

	/**
	 * How it is doing.
	 * @param path of the actor that has it
	 * @return {@code null} if that actor has not, or not yet
	 */
	synchronized @Nullable StateSnapshot snapshot(String path) {
		if (!this.loaded || this.actor == null || !this.actor.path().equals(path)) {
			return null;
		}
		int unwritten = backlog() + ((this.underWay != null) ? this.underWay.segments() : 0);
		return new StateSnapshot(version(), unwritten, AlarmBook.next(this.alarms));
	}

	/**
	 * What to wait for before anybody may see what is in memory.
	 * @return {@code null} if all of it is written
	 */
	synchronized @Nullable CompletableFuture<Void> gate() {
		if (this.lost != null) {
			return CompletableFuture.failedFuture(this.lost);
		}
		return (this.waiting != null) ? this.waiting.gate() : (this.underWay != null) ? this.underWay.gate() : null;
	}

	/**
	 * A segment has ended well.
	 * @return what waits for the write that covers it; {@code null} if it has set nothing
	 */
	@Nullable CompletableFuture<Void> end(Segment<T> segment) {
		CompletableFuture<Void> gate = null;
		ActorException failure;
		boolean perform = false;
		boolean wake = false;
		synchronized (this) {
			failure = this.lost;
			if (failure == null && segment.isToBeWritten()) {
				if (segment.isChanged()) {
					this.value = segment.value();
					this.json = segment.json();
					this.changes++;
				}
				Map<String, Alarm> changed = segment.alarms();
				this.alarms = (changed != null) ? Map.copyOf(changed) : this.alarms;
				if (this.waiting == null) {
					this.waiting = new Unwritten(this.writer.nanos());
					wake = this.underWay == null;
				}
				this.waiting.add(segment, this.json, this.alarms);
				gate = this.waiting.gate();
			}
			else if (failure == null) {
				Unwritten latest = (this.waiting != null) ? this.waiting : this.underWay;
				if (latest != null) {
					latest.after(segment.actions());
				}
				else {
					perform = add(segment.actions());
				}
			}
		}
		if (failure != null) {
			fail(segment, failure);
		}
		if (wake) {
			this.writer.add(this);
		}
		if (perform) {
			this.writer.perform(this);
		}
		return gate;
	}

	/**
	 * A reply that was promised is there.
	 * @return done when it is stored
	 */
	CompletableFuture<Void> store(StoredReply reply) {
		Segment<T> segment = new Segment<>(0, false);
		segment.reply = reply;
		CompletableFuture<Void> stored = segment.gate();
		end(segment);
		return stored;
	}

	/**
	 * A segment has crashed.
	 */
	void drop(Segment<T> segment, Throwable crash) {
		fail(segment, new StateConflictException(this.key.toString(),
				"Nothing leaves " + this.key + " of a turn that has crashed", crash));
	}

	private static void fail(Segment<?> segment, ActorException failure) {
		CompletableFuture<Void> gate = segment.knownGate();
		if (gate != null) {
			gate.completeExceptionally(failure);
		}
	}

	/**
	 * Whether nothing of it is on its way to the store, or will be.
	 */
	synchronized boolean isSettled() {
		return this.waiting == null && this.underWay == null && this.repeats.isIdle();
	}

	// The writer's side: one thread at a time.

	/**
	 * What is to be written next, or again.
	 * @param marks gives each write a mark of its own
	 * @param now the time
	 * @return {@code null} if there is nothing
	 */
	synchronized @Nullable StateWrite next(WriteMarks marks, long now) {
		if (this.write == null && this.waiting != null) {
			Unwritten next = this.waiting;
			this.waiting = null;
			this.underWay = next;
			this.since = now;
			this.write = new StateWrite(this.key, this.written, marks.after(this.written),
					new StoredState.Value(this.type.name(), this.type.version(), next.json(),
							AlarmBook.encode(next.alarms()), AlarmBook.next(next.alarms())),
					List.copyOf(next.replies()));
		}
		return this.write;
	}

	/**
	 * For how long the write under way has been tried.
	 */
	synchronized long tryingFor(long now) {
		return now - this.since;
	}

	/**
	 * What a write brings into the store.
	 * @return {@code null} if the slot has lost it meanwhile
	 */
	synchronized @Nullable Unwritten underWay(StateWrite which) {
		return (this.write == which) ? this.underWay : null;
	}

	/**
	 * A write is in the store.
	 * @param which write; does not count if the slot has lost it meanwhile, as another
	 * one may be under way by now
	 */
	void written(StateWrite which) {
		Unwritten done;
		boolean more;
		boolean perform;
		ActorHandle handle;
		synchronized (this) {
			done = underWay(which);
			if (done == null) {
				return;
			}
			this.written = which.next();
			this.write = null;
			this.underWay = null;
			more = this.waiting != null;
			// Before the next write can be over.
			perform = add(done.actions());
			handle = this.actor;
		}
		if (more) {
			this.writer.add(this);
		}
		done.gate().complete(null);
		if (perform) {
			this.writer.perform(this);
		}
		if (!more) {
			settled(handle);
		}
	}

	private void settled(@Nullable ActorHandle handle) {
		if (handle != null) {
			handle.settled();
		}
		this.settled.accept(this.key);
	}

	/**
	 * Adds what may be done now.
	 * @return whether somebody has to begin to do so
	 */
	private boolean add(List<Runnable> more) {
		this.actions.addAll(more);
		boolean begin = !this.performing && !this.actions.isEmpty();
		this.performing |= begin;
		return begin;
	}

	/**
	 * What is to be done next, for whoever does so.
	 * @return {@code null} if that is all
	 */
	synchronized @Nullable Runnable nextAction() {
		Runnable next = this.actions.poll();
		this.performing = next != null;
		return next;
	}

	/**
	 * A write is lost, or nobody knows.
	 * @param which write; does not count if the slot has lost it before
	 * @param failure of those whose write was under way
	 * @param others of those that waited behind it
	 */
	void lose(StateWrite which, ActorException failure, ActorException others) {
		lose(() -> this.write == which, failure, others);
	}

	/**
	 * Whatever is not written is lost.
	 * @param failure of those whose write was under way
	 * @param others of those that waited behind it
	 */
	void loseAll(ActorException failure, ActorException others) {
		lose(() -> true, failure, others);
	}

	private void lose(BooleanSupplier condition, ActorException failure, ActorException others) {
		List<Unwritten> failed = new ArrayList<>(2);
		Unwritten first;
		ActorHandle handle;
		synchronized (this) {
			if (!condition.getAsBoolean()) {
				return;
			}
			first = this.underWay;
			if (first != null) {
				failed.add(first);
			}
			if (this.waiting != null) {
				failed.add(this.waiting);
			}
			this.write = null;
			this.underWay = null;
			this.waiting = null;
			this.lost = others;
			this.value = null;
			handle = this.actor;
		}
		if (handle != null) {
			handle.discard(new ExitReason.Error(failure));
		}
		failed.forEach((one) -> one.gate().completeExceptionally((one == first) ? failure : others));
		settled(handle);
	}

	@Override
	public String toString() {
		return this.key.toString();
	}

	/**
	 * Who sees to it that slots are written.
	 */
	interface Writer {

		/**
		 * The time.
		 * @return nanoseconds, of which only differences mean anything
		 */
		default long nanos() {
			return System.nanoTime();
		}

		/**
		 * A slot has something to write. Any thread.
		 */
		void add(StateSlot<?> slot);

		/**
		 * Performs what waited for writes of a slot, one after another, elsewhere.
		 */
		void perform(StateSlot<?> slot);

	}

}
