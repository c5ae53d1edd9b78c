package dev.actorspring.durable.runtime;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntFunction;

import dev.actorspring.Message;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.store.StateKey;
import org.jspecify.annotations.Nullable;

/**
 * The states that are in memory: those of incarnations, those that are not written yet,
 * and those whose alarms were sent. What changes whether one is there is one step.
 */
final class ActiveStates {

	private final ConcurrentMap<StateKey, ActiveState<?>> states = new ConcurrentHashMap<>();

	private final StateSlot.Writer writer;

	private final ToIntFunction<StateKey> partitions;

	/**
	 * Creates them.
	 * @param partitions in which partition a state is
	 */
	ActiveStates(StateSlot.Writer writer, ToIntFunction<StateKey> partitions) {
		this.writer = writer;
		this.partitions = partitions;
	}

	@Nullable ActiveState<?> find(StateKey key) {
		return this.states.get(key);
	}

	/**
	 * An incarnation is about to be made.
	 */
	@SuppressWarnings("unchecked") // a name has one type
	<T> ActiveState<T> activate(StateKey key, StateType<T> type) {
		return (ActiveState<T>) this.states.compute(key, (same, present) -> {
			ActiveState<?> kept = (present != null) ? present : make(key, type);
			kept.want();
			return kept;
		});
	}

	private <T> ActiveState<T> make(StateKey key, StateType<T> type) {
		return new ActiveState<>(
				new StateSlot<>(key, this.partitions.applyAsInt(key), type, this.writer, this::settled));
	}

	/**
	 * What was loaded is there, and is kept even if somebody has forgotten it meanwhile,
	 * who had wanted it before and got nothing.
	 */
	void loaded(StateKey key, ActiveState<?> loaded) {
		this.states.put(key, loaded);
	}

	/**
	 * Nothing could be loaded, so there is nothing to keep.
	 */
	void notLoaded(StateKey key, ActiveState<?> missing) {
		this.states.computeIfPresent(key,
				(same, present) -> (present == missing && !present.slot().awaitsAlarms()) ? null : present);
	}

	/**
	 * An incarnation has ended, or could not be made. What is all written is loaded again
	 * when it is wanted.
	 */
	void ended(StateKey key) {
		this.states.computeIfPresent(key, (same, present) -> {
			present.disown();
			return present.isIdle() ? null : present;
		});
	}

	/**
	 * All is written, or nothing waits any more for somebody who may not run. It need not
	 * be in memory if there is no incarnation.
	 */
	void settled(StateKey key) {
		this.states.computeIfPresent(key, (same, present) -> present.isIdle() ? null : present);
	}

	boolean areSettled() {
		return this.states.values().stream().allMatch((each) -> each.slot().isSettled());
	}

	/**
	 * Whether nothing is under way of the states of a partition.
	 * @param partition its number, or {@link Tenures#NOWHERE} for those that have none
	 */
	boolean areSettled(int partition) {
		return this.states.values()
			.stream()
			.allMatch((each) -> each.slot().partition() != partition || each.slot().isSettled());
	}

	/**
	 * The states of a partition belong to another instance.
	 * @param partition its number, or {@link Tenures#NOWHERE} for those that have none
	 */
	void loseAll(int partition) {
		this.states.forEach((key, each) -> {
			if (each.slot().partition() != partition) {
				return;
			}
			StateConflictException failure = new StateConflictException(key.toString(),
					"The state of " + key + " now belongs to another instance, so what was set is not written", null);
			each.slot().loseAll(failure, failure);
		});
	}

	/**
	 * A message is about to be sent to an actor for an alarm. In one step, or the state
	 * could be forgotten in between, and the message be taken for any other.
	 * @return {@code false} if one that was sent for it before still waits
	 */
	boolean expect(StateKey key, StateType<?> type, Message<?> message, Alarm alarm) {
		boolean[] expected = new boolean[1];
		this.states.compute(key, (same, present) -> {
			ActiveState<?> kept = (present != null) ? present : make(key, type);
			expected[0] = kept.slot().sending(message, alarm);
			return kept;
		});
		return expected[0];
	}

	/**
	 * Whether a message is about to be sent for an alarm, or was, and is not taken yet.
	 */
	boolean isExpected(StateKey key, Message<?> message) {
		ActiveState<?> present = this.states.get(key);
		return present != null && present.slot().hasSent(message);
	}

	/**
	 * The message was not sent.
	 */
	void unexpect(StateKey key, Message<?> message) {
		this.states.computeIfPresent(key, (same, present) -> {
			present.slot().takeSent(message);
			return present.isIdle() ? null : present;
		});
	}

}
