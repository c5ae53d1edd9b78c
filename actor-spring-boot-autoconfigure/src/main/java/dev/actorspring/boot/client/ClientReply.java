package dev.actorspring.boot.client;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.Flow;

import dev.actorspring.Request;
import dev.actorspring.boot.http.ProblemType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a request is answered with.
 *
 * @param value the type of the JSON
 * @param optional whether it is what is in an {@link Optional}
 */
record ClientReply(Type value, boolean optional) {

	/**
	 * The reply to a request.
	 * @throws IllegalArgumentException if it is a stream
	 */
	static ClientReply to(Request<?, ?> request) {
		ResolvableType reply = ResolvableType.forClass(request.getClass()).as(Request.class).getGeneric(1);
		Class<?> raw = reply.toClass();
		if (Flow.Publisher.class.isAssignableFrom(raw) || ClassUtils.getAllInterfacesForClassAsSet(raw)
			.stream()
			.anyMatch((type) -> type.getName().equals("org.reactivestreams.Publisher"))) {
			throw new IllegalArgumentException(request.getClass().getName() + " is answered with a stream");
		}
		return (raw == Optional.class) ? new ClientReply(reply.getGeneric().getType(), true)
				: new ClientReply(reply.getType(), false);
	}

	/**
	 * Reads the value.
	 * @throws JacksonException if it is none of the type
	 */
	Object read(byte[] body, JsonMapper mapper) {
		return mapper.readValue(body, mapper.constructType(this.value));
	}

	/**
	 * Whether a problem is the actor's answer that there is nothing, as opposed to other
	 * answers of its status.
	 */
	static boolean isEmpty(byte[] problem, JsonMapper mapper) {
		try {
			return mapper.readTree(problem).path("type").asString("").equals(ProblemType.EMPTY_REPLY.uri().toString());
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
