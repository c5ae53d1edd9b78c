package dev.actorspring.durable.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.codec.OutcomeType;
import dev.actorspring.durable.codec.RequestType;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;

/**
 * A class of messages that have an {@link IdempotencyKey}.
 */
final class KeyedRequest {

	private final Class<?> type;

	private final Method key;

	private final RequestType content;

	private final OutcomeType outcome;

	private KeyedRequest(Class<?> type, Method key, RequestType content, OutcomeType outcome) {
		this.type = type;
		this.key = key;
		this.content = content;
		this.outcome = outcome;
	}

	/**
	 * Finds the component that is the key.
	 * @return {@code null} if there is none
	 * @throws ActorConfigurationException if there are several, or it is of no suitable
	 * type
	 */
	static @Nullable RecordComponent component(Class<?> message) {
		if (!message.isRecord()) {
			return null;
		}
		List<RecordComponent> keys = Arrays.stream(message.getRecordComponents())
			.filter((each) -> each.isAnnotationPresent(IdempotencyKey.class))
			.toList();
		if (keys.size() > 1) {
			throw new ActorConfigurationException(
					message.getName() + " has " + keys.size() + " components that are annotated with @IdempotencyKey",
					"Leave the annotation on one of them.");
		}
		if (!keys.isEmpty() && keys.getFirst().getType() != String.class && keys.getFirst().getType() != UUID.class) {
			throw new ActorConfigurationException("The idempotency key '" + keys.getFirst().getName() + "' of "
					+ message.getName() + " is of type " + keys.getFirst().getType().getName(),
					"Make it a String or a UUID.");
		}
		return keys.isEmpty() ? null : keys.getFirst();
	}

	/**
	 * Examines a class of messages.
	 * @param message a class that has a key
	 * @param handler of the messages
	 * @throws ActorConfigurationException if what it comes to cannot be stored
	 */
	static KeyedRequest of(Class<?> message, RecordComponent key, Handler handler) {
		if (handler.stream() != null) {
			throw new ActorConfigurationException(
					message.getName() + " has an idempotency key, but " + handler.method()
							+ " answers with a stream, which cannot be stored",
					"Remove @IdempotencyKey from the message, or answer with a List.");
		}
		Method accessor = key.getAccessor();
		if (!accessor.trySetAccessible()) {
			throw new ActorConfigurationException(message.getName() + " is not accessible",
					"If the application is a module, open the package " + message.getPackageName()
							+ " to the module of actor-durable.");
		}
		return new KeyedRequest(message, accessor, RequestType.of(message, key.getName()),
				OutcomeType.of(message.getSimpleName(), handler.replyType(), handler.declared()));
	}

	/**
	 * The idempotency key of a message.
	 * @return {@code null} if it has none
	 */
	@Nullable String key(Object message) {
		try {
			Object key = this.key.invoke(message);
			return (key != null) ? key.toString() : null;
		}
		catch (InvocationTargetException ex) {
			throw new IllegalArgumentException("The idempotency key of a " + this.type.getSimpleName()
					+ " cannot be had: " + ex.getTargetException(), ex.getTargetException());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("No longer accessible: " + this.key, ex);
		}
	}

	String fingerprint(Object message) {
		return this.content.fingerprint(message);
	}

	OutcomeType outcome() {
		return this.outcome;
	}

	@Override
	public String toString() {
		return this.type.getSimpleName();
	}

}
