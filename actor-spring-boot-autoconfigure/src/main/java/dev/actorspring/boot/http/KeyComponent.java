package dev.actorspring.boot.http;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.UUID;

import dev.actorspring.ActorConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The component of a message that is its idempotency key. An application without durable
 * actors does not have the annotation, so it is known by name.
 *
 * @param name the name of the component
 * @param uuid whether it is a {@link UUID} rather than a {@link String}
 */
record KeyComponent(String name, boolean uuid) {

	private static final String ANNOTATION = "dev.actorspring.durable.IdempotencyKey";

	/**
	 * Looks at a message.
	 * @param message a record
	 * @return {@code null} if none of its components is a key
	 * @throws ActorConfigurationException if several are, or one that cannot be
	 */
	static @Nullable KeyComponent of(Class<?> message) {
		List<MessageComponent> found = MessageComponent.of(message).stream().filter(KeyComponent::isKey).toList();
		if (found.isEmpty()) {
			return null;
		}
		MessageComponent component = found.getFirst();
		if (found.size() > 1) {
			throw new ActorConfigurationException("The message %s has several components with @IdempotencyKey: %s"
				.formatted(message.getName(), found.stream().map(MessageComponent::name).toList()),
					"Annotate one of them.");
		}
		if (component.type() != String.class && component.type() != UUID.class) {
			throw new ActorConfigurationException(
					"Component '%s' of message %s has the annotation @IdempotencyKey, but is a %s"
						.formatted(component.name(), message.getName(), component.type().getName()),
					"Make it a String or a UUID.");
		}
		return new KeyComponent(component.name(), component.type() == UUID.class);
	}

	private static boolean isKey(MessageComponent component) {
		return component.annotations()
			.stream()
			.map(Annotation::annotationType)
			.anyMatch((type) -> type.getName().equals(ANNOTATION));
	}

	/**
	 * Whether two texts are the same key.
	 */
	boolean isSame(String one, String other) {
		return this.uuid ? one.equalsIgnoreCase(other) : one.equals(other);
	}

}
