package dev.actorspring.durable.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.store.StoredReply;
import org.jspecify.annotations.Nullable;

/**
 * What a turn sets from its start, or from where it goes on after a wait, to its end or
 * its next wait. For the thread of the actor.
 *
 * @param <T> the type of the state
 */
final class Segment<T> {

	/** How many segments had set the state when this turn last looked at it. */
	long seen;

	/** Whether others may have had their turn since this one began. */
	final boolean resumed;

	private boolean changed;

	private @Nullable T value;

	private @Nullable String json;

	private @Nullable Map<String, Alarm> alarms;

	/** The alarm that this turn handles. */
	@Nullable Alarm due;

	/** What the message has come to, if that is to be stored. */
	@Nullable StoredReply reply;

	private @Nullable CompletableFuture<Void> gate;

	private @Nullable List<Runnable> actions;

	Segment(long seen, boolean resumed) {
		this.seen = seen;
		this.resumed = resumed;
	}

	/**
	 * Whether it has set the state.
	 */
	boolean isChanged() {
		return this.changed;
	}

	/**
	 * Whether there is anything to be written.
	 */
	boolean isToBeWritten() {
		return this.changed || this.alarms != null || this.reply != null;
	}

	@Nullable Map<String, Alarm> alarms() {
		return this.alarms;
	}

	void alarms(Map<String, Alarm> changed) {
		this.alarms = changed;
	}

	@Nullable T value() {
		return this.value;
	}

	@Nullable String json() {
		return this.json;
	}

	void set(@Nullable T value, @Nullable String json) {
		this.changed = true;
		this.value = value;
		this.json = json;
	}

	/**
	 * Done when what it has set so far is written.
	 */
	CompletableFuture<Void> gate() {
		CompletableFuture<Void> known = this.gate;
		if (known == null) {
			known = new CompletableFuture<>();
			this.gate = known;
		}
		return known;
	}

	@Nullable CompletableFuture<Void> knownGate() {
		return this.gate;
	}

	void afterWrite(Runnable action) {
		List<Runnable> known = this.actions;
		if (known == null) {
			known = new ArrayList<>(1);
			this.actions = known;
		}
		known.add(action);
	}

	List<Runnable> actions() {
		return (this.actions != null) ? this.actions : List.of();
	}

}
