package dev.actorspring.boot.http;

import java.lang.reflect.Type;
import java.util.Optional;

import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Writes the answers of one handler. Uses the mapper itself rather than the codecs of a
 * stack: these would write a {@code String} unquoted, and a failure in them would come
 * too late to become an answer.
 */
final class ReplyWriter {

	private final Handler handler;

	private final HttpStatus status;

	private final JsonMapper mapper;

	private final ObjectWriter writer;

	ReplyWriter(Handler handler, JsonMapper mapper) {
		this.handler = handler;
		this.status = HttpMessages.successStatus(handler);
		this.mapper = mapper;
		this.writer = writer(ReplyTypes.written(handler), mapper);
	}

	/**
	 * As in Spring's own encoders: the declared type counts only where the value does not
	 * know the types of its elements, so that subclasses are written whole.
	 */
	private static ObjectWriter writer(@Nullable Type type, JsonMapper mapper) {
		JavaType declared = (type != null) ? mapper.constructType(type) : null;
		return (declared != null && declared.isContainerType()) ? mapper.writerFor(declared) : mapper.writer();
	}

	HttpStatus status() {
		return this.status;
	}

	/**
	 * Makes an answer of a reply.
	 * @throws ProblemException if there is nothing to reply, but should be
	 */
	HttpAnswer write(@Nullable Object reply, HttpHeaders headers) {
		if (ReplyTypes.isNothing(this.handler)) {
			return HttpAnswer.empty(this.status, headers);
		}
		Object value = (reply instanceof Optional<?> optional) ? optional.orElse(null) : reply;
		if (value != null) {
			return new HttpAnswer(this.status, headers, MediaType.APPLICATION_JSON, json(value));
		}
		throw new ProblemException(ProblemType.EMPTY_REPLY, "There is nothing to reply.");
	}

	/**
	 * Makes an answer of what has come instead of a reply.
	 * @param path the path of the request
	 */
	HttpAnswer write(Problem problem, String path) {
		return problem.answer(this.mapper, path);
	}

	byte[] json(Object value) {
		return this.writer.writeValueAsBytes(value);
	}

}
