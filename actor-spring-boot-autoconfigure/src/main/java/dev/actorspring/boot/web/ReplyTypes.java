package dev.actorspring.boot.web;

import java.lang.reflect.Type;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks that replies can be written as JSON, as far as their declared types tell.
 */
final class ReplyTypes {

	private ReplyTypes() {
	}

	/**
	 * Checks the reply of a handler.
	 * @throws ActorConfigurationException if Jackson cannot write such a reply at all
	 */
	static void check(Handler handler, JsonMapper mapper) {
		Type type = (handler.stream() != null) ? StreamReplies.elementType(handler)
				: MessageEndpoint.valueType(handler.replyType());
		if (type == null || type == Void.class) {
			return;
		}
		try {
			mapper._serializationContext().findValueSerializer(mapper.constructType(type));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new ActorConfigurationException(
					"The reply of method " + Mapping.describe(handler.method())
							+ ", which is mapped or exposed, cannot be written as JSON: " + message(ex),
					"Change " + type.getTypeName()
							+ " so that Jackson can write it, or do not map or expose the handler.",
					ex);
		}
	}

	private static @Nullable String message(RuntimeException exception) {
		return (exception instanceof JacksonException jackson) ? jackson.getOriginalMessage() : exception.getMessage();
	}

}
