package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.actorspring.Message;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.runtime.AlarmBook.Alarm;

/**
 * The alarms as one incarnation has them. For the thread of the actor.
 *
 * @param <A> the actor class
 */
final class OwnedAlarms<A> implements Alarms<A> {

	private final OwnedState<?> state;

	private final AlarmBook book;

	private final StoreClock clock;

	OwnedAlarms(OwnedState<?> state, AlarmBook book, StoreClock clock) {
		this.state = state;
		this.book = book;
		this.clock = clock;
	}

	@Override
	public void set(String name, Instant at, Message<? super A> message) {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(at, "at");
		Objects.requireNonNull(message, "message");
		Map<String, Alarm> changed = new HashMap<>(this.state.alarms());
		changed.put(name, this.book.alarm(name, at, message));
		this.state.setAlarms(changed);
	}

	@Override
	public void set(String name, Duration delay, Message<? super A> message) {
		set(name, this.clock.now().plus(delay), message);
	}

	@Override
	public boolean cancel(String name) {
		Map<String, Alarm> changed = new HashMap<>(this.state.alarms());
		boolean there = changed.remove(name) != null;
		this.state.setAlarms(changed);
		return there;
	}

	@Override
	public Optional<Instant> find(String name) {
		return Optional.ofNullable(this.state.alarms().get(name)).map(Alarm::at);
	}

}
