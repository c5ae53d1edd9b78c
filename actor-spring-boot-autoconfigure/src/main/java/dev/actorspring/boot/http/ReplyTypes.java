package dev.actorspring.boot.http;

import java.lang.reflect.Type;
import java.util.Optional;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ResolvableType;

/**
 * What replies are written as, as far as their declared types tell.
 */
final class ReplyTypes {

	private ReplyTypes() {
	}

	/**
	 * The type of the JSON of a reply, or of each element if it is a stream.
	 * @return {@code null} if there is no reply
	 */
	static @Nullable Type written(Handler handler) {
		Type replyType = handler.replyType();
		if (replyType == null) {
			return null;
		}
		ResolvableType type = ResolvableType.forType(replyType);
		return (handler.stream() != null || type.toClass() == Optional.class) ? type.getGeneric().getType() : replyType;
	}

	/**
	 * Whether a handler replies only that it is done.
	 */
	static boolean isNothing(Handler handler) {
		Type replyType = handler.replyType();
		return replyType == Void.class || (replyType != null && replyType.getTypeName().equals("kotlin.Unit"));
	}

	/**
	 * Checks the reply of a handler.
	 * @throws ActorConfigurationException if Jackson cannot write such a reply at all
	 */
	static void check(Handler handler, JsonMapper mapper) {
		Type type = written(handler);
		if (type == null || isNothing(handler)) {
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
