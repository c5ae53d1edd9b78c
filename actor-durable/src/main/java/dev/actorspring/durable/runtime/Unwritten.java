package dev.actorspring.durable.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.store.StoredReply;
import org.jspecify.annotations.Nullable;

/**
 * What one or more segments have set and one write is to bring into the store. Guarded by
 * its slot.
 */
final class Unwritten {

	/** Done when it is written. */
	private final CompletableFuture<Void> gate = new CompletableFuture<>();

	/** When its first segment had ended, by the clock of who writes. */
	private final long since;

	private final List<Runnable> actions = new ArrayList<>(0);

	private @Nullable String json;

	private Map<String, Alarm> alarms = Map.of();

	private final List<StoredReply> replies = new ArrayList<>(0);

	private int segments;

	Unwritten(long since) {
		this.since = since;
	}

	/**
	 * Adds a segment.
	 * @param state the state as JSON when it has ended
	 * @param alarms those that there are then
	 */
	void add(Segment<?> segment, @Nullable String state, Map<String, Alarm> alarms) {
		this.json = state;
		this.alarms = alarms;
		this.segments++;
		StoredReply reply = segment.reply;
		if (reply != null) {
			this.replies.add(reply);
		}
		CompletableFuture<Void> own = segment.knownGate();
		if (own != null) {
			this.gate.whenComplete((value, failure) -> complete(own, failure));
		}
		this.actions.addAll(segment.actions());
	}

	static void complete(CompletableFuture<Void> gate, @Nullable Throwable failure) {
		if (failure != null) {
			gate.completeExceptionally(failure);
		}
		else {
			gate.complete(null);
		}
	}

	void after(List<Runnable> others) {
		this.actions.addAll(others);
	}

	@Nullable String json() {
		return this.json;
	}

	Map<String, Alarm> alarms() {
		return this.alarms;
	}

	List<StoredReply> replies() {
		return this.replies;
	}

	long since() {
		return this.since;
	}

	int segments() {
		return this.segments;
	}

	CompletableFuture<Void> gate() {
		return this.gate;
	}

	List<Runnable> actions() {
		return this.actions;
	}

}
