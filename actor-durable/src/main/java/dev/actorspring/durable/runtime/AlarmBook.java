package dev.actorspring.durable.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Message;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.protocol.ActorProtocol;
import org.jspecify.annotations.Nullable;

/**
 * How the alarms of one actor class are stored: the messages that it handles, each under
 * the name of its record, never that of its class.
 */
final class AlarmBook {

	private static final StateType<StoredAlarms> STORED = StateType.of(StoredAlarms.class, "alarms", 1);

	private final String actor;

	private final Map<String, StateType<?>> byName = new HashMap<>();

	private final Map<Class<?>, StateType<?>> byClass = new HashMap<>();

	/** Those of several records. What is stored would not tell which of them it is. */
	private final Set<String> ambiguous = new HashSet<>();

	/**
	 * Creates the book of an actor class. A message that cannot be stored cannot be an
	 * alarm, nor can one that interleaves: it could be handled beside the turn that ends
	 * the alarm.
	 */
	AlarmBook(String actor, ActorProtocol protocol) {
		this.actor = actor;
		protocol.handlers()
			.stream()
			.filter((handler) -> !handler.interleave())
			.forEach((handler) -> add(handler.messageType()));
	}

	private void add(Class<?> message) {
		if (message.isSealed()) {
			Stream.of(message.getPermittedSubclasses()).forEach(this::add);
		}
		if (!message.isRecord()) {
			return;
		}
		try {
			StateType<?> type = StateType.of(message, nameOf(message), 1);
			StateType<?> other = this.byName.put(type.name(), type);
			if (other != null && other.type() != message) {
				this.ambiguous.add(type.name());
			}
			this.byClass.put(message, type);
		}
		catch (ActorConfigurationException ex) {
			// Said when somebody sets one.
		}
	}

	private static String nameOf(Class<?> message) {
		return message.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}

	@SuppressWarnings("unchecked") // the class is the key
	Alarm alarm(String name, Instant at, Message<?> message) {
		StateType<Message<?>> type = (StateType<Message<?>>) this.byClass.get(message.getClass());
		if (type != null && this.ambiguous.contains(type.name())) {
			throw new IllegalArgumentException("An alarm of '" + this.actor + "' cannot be "
					+ message.getClass().getName() + ": the actor handles another record named "
					+ message.getClass().getSimpleName() + ", and they are stored by that. Rename one of them");
		}
		if (type == null) {
			throw new IllegalArgumentException("An alarm of '" + this.actor + "' cannot be "
					+ message.getClass().getName()
					+ ": it has to be a record that a handler of the actor takes which does not interleave, of values that can be stored");
		}
		return new Alarm(name, at, type.name(), type.encode(message));
	}

	Message<?> message(Alarm alarm) {
		StateType<?> type = this.byName.get(alarm.message());
		if (this.ambiguous.contains(alarm.message())) {
			throw new IllegalStateException("'" + this.actor + "' handles several messages '" + alarm.message()
					+ "', one of which its alarm '" + alarm.name() + "' is");
		}
		if (type == null) {
			throw new IllegalStateException("'" + this.actor + "' handles no message '" + alarm.message()
					+ "' any more, which its alarm '" + alarm.name() + "' is");
		}
		return (Message<?>) type.decode(this.actor, alarm.content(), type.name(), type.version());
	}

	static @Nullable String encode(Map<String, Alarm> alarms) {
		return alarms.isEmpty() ? null : STORED.encode(new StoredAlarms(List.copyOf(alarms.values())));
	}

	static @Nullable Instant next(Map<String, Alarm> alarms) {
		return alarms.values().stream().map(Alarm::at).min(Instant::compareTo).orElse(null);
	}

	Map<String, Alarm> decode(@Nullable String json) {
		if (json == null) {
			return Map.of();
		}
		Map<String, Alarm> alarms = new HashMap<>();
		new ArrayList<>(STORED.decode(this.actor, json, STORED.name(), STORED.version()).alarms())
			.forEach((alarm) -> alarms.put(alarm.name(), alarm));
		return Map.copyOf(alarms);
	}

	/**
	 * An alarm as it is stored.
	 *
	 * @param name tells it from the others
	 * @param at when it is due
	 * @param message the name of the record
	 * @param content the record
	 */
	record Alarm(String name, Instant at, String message, String content) {

	}

	/**
	 * All alarms of an actor.
	 *
	 * @param alarms in any order
	 */
	record StoredAlarms(List<Alarm> alarms) {

	}

}
