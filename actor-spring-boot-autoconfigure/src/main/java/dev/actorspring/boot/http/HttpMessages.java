package dev.actorspring.boot.http;

import java.lang.reflect.Type;
import java.util.List;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Terminated;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Which messages can come over HTTP.
 */
final class HttpMessages {

	private static final String PUBLISHER_NAME = "org.reactivestreams.Publisher";

	/**
	 * By name, since a servlet application need not have it.
	 */
	private static final @Nullable Class<?> PUBLISHER = ClassUtils.isPresent(PUBLISHER_NAME,
			HttpMessages.class.getClassLoader())
					? ClassUtils.resolveClassName(PUBLISHER_NAME, HttpMessages.class.getClassLoader()) : null;

	private HttpMessages() {
	}

	/**
	 * Whether the message can be made from a request. Signals of the engine cannot.
	 */
	static boolean isBindable(Class<?> messageType) {
		return (messageType.isRecord() && messageType != Terminated.class) || KotlinClasses.isReadable(messageType);
	}

	/**
	 * What to do so that one of the messages can be made from a request.
	 * @param messageTypes those that cannot
	 */
	static String bindable(List<Class<?>> messageTypes) {
		List<String> kotlin = messageTypes.stream().filter(KotlinClasses::isOne).map(Class::getSimpleName).toList();
		return kotlin.isEmpty() ? "Map or expose only handlers whose message is a record of your own."
				: "Make %s a class with a primary constructor, or an object, and add tools.jackson.module:jackson-module-kotlin; or annotate it with @JvmRecord, which makes it a record."
					.formatted(String.join(" or ", kotlin));
	}

	/**
	 * Checks a handler that is to be reached over HTTP.
	 * @throws ActorConfigurationException if it cannot be
	 */
	static void check(Handler handler) {
		String method = Mapping.describe(handler.method());
		if (!isBindable(handler.messageType())) {
			throw new ActorConfigurationException("Method " + method + " is mapped to a request, but its message "
					+ handler.messageType().getName() + " cannot be made from one",
					bindable(List.of(handler.messageType())));
		}
		Type replyType = handler.replyType();
		if (replyType != null && handler.stream() == null && isPublisher(ResolvableType.forType(replyType).toClass())) {
			throw new ActorConfigurationException(
					"Method " + method + " is mapped to a request, but its reply is no value: " + replyType,
					"Reply with a value or a list; or, to reply with a stream, with a Flux or a Flow.Publisher.");
		}
		ResponseStatus status = status(handler);
		if (status != null && !status.reason().isEmpty()) {
			throw new ActorConfigurationException(
					"The @ResponseStatus of method " + method + " has the attribute 'reason', which is not supported",
					"Remove the attribute 'reason'.");
		}
	}

	private static boolean isPublisher(Class<?> type) {
		return PUBLISHER != null && PUBLISHER.isAssignableFrom(type);
	}

	/**
	 * The status of a good answer. That of one without a body is 204, unless something
	 * else than 200 is declared.
	 */
	static HttpStatus successStatus(Handler handler) {
		ResponseStatus status = status(handler);
		if (status != null && status.code() != HttpStatus.OK) {
			return status.code();
		}
		if (ReplyTypes.isNothing(handler)) {
			return HttpStatus.NO_CONTENT;
		}
		return (status != null || handler.replyType() != null) ? HttpStatus.OK : HttpStatus.ACCEPTED;
	}

	private static @Nullable ResponseStatus status(Handler handler) {
		return AnnotatedElementUtils.findMergedAnnotation(handler.method(), ResponseStatus.class);
	}

}
