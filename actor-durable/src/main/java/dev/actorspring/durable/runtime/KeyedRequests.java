package dev.actorspring.durable.runtime;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one actor class that have an {@link IdempotencyKey}. Any thread.
 */
final class KeyedRequests {

	private final ActorProtocol protocol;

	private final ConcurrentMap<Class<?>, Optional<KeyedRequest>> byClass = new ConcurrentHashMap<>();

	/** Whether there may be others than those that are known. */
	private final boolean open;

	private KeyedRequests(ActorProtocol protocol, Map<Class<?>, KeyedRequest> known, boolean open) {
		this.protocol = protocol;
		known.forEach((type, request) -> this.byClass.put(type, Optional.of(request)));
		this.open = open;
	}

	/**
	 * Examines an actor class.
	 * @return those that it has
	 * @throws ActorConfigurationException if a message cannot have a key
	 */
	static KeyedRequests of(ActorProtocol protocol) {
		Map<Class<?>, KeyedRequest> known = new HashMap<>();
		boolean open = false;
		for (Handler handler : protocol.handlers()) {
			for (Class<?> type : types(handler.messageType()).toList()) {
				RecordComponent key = KeyedRequest.component(type);
				if (key != null) {
					known.put(type, KeyedRequest.of(type, key, handler));
				}
				open |= type.isInterface();
			}
		}
		return new KeyedRequests(protocol, known, open);
	}

	private static Stream<Class<?>> types(Class<?> message) {
		return (message.isInterface() && message.isSealed())
				? Stream.of(message.getPermittedSubclasses()).flatMap(KeyedRequests::types) : Stream.of(message);
	}

	/**
	 * Whether no message has a key.
	 */
	boolean isEmpty() {
		return this.byClass.isEmpty() && !this.open;
	}

	/**
	 * Any of them.
	 */
	Optional<KeyedRequest> any() {
		return this.byClass.values().stream().flatMap(Optional::stream).findAny();
	}

	/**
	 * The class of a message.
	 * @return {@code null} if it has no key
	 * @throws ActorConfigurationException if it cannot have one
	 */
	@Nullable KeyedRequest find(Class<?> message) {
		Optional<KeyedRequest> known = this.byClass.get(message);
		if (known == null) {
			if (!this.open) {
				return null;
			}
			known = this.byClass.computeIfAbsent(message, this::examine);
		}
		return known.orElse(null);
	}

	private Optional<KeyedRequest> examine(Class<?> message) {
		RecordComponent key = KeyedRequest.component(message);
		return (key != null) ? this.protocol.handler(message).map((handler) -> KeyedRequest.of(message, key, handler))
				: Optional.empty();
	}

}
