package dev.actorspring.boot.web;

import java.lang.reflect.Type;
import java.net.URI;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Writes replies and problems. Uses the mapper itself rather than WebFlux's codecs: these
 * would write a {@code String} unquoted, and a failure in them would come too late to
 * become an answer.
 */
final class Responses {

	private static final byte[] NO_BODY = {};

	private final JsonMapper mapper;

	Responses(JsonMapper mapper) {
		this.mapper = mapper;
	}

	ServerResponse json(HttpStatusCode status, HttpHeaders headers, Object value, ObjectWriter writer) {
		return new ReadyResponse(status, headers, MediaType.APPLICATION_JSON, writer.writeValueAsBytes(value));
	}

	ServerResponse empty(HttpStatusCode status, HttpHeaders headers) {
		return new ReadyResponse(status, headers, null, NO_BODY);
	}

	ServerResponse problem(Problem problem, URI uri) {
		return new ReadyResponse(problem.status(), problem.headers(), MediaType.APPLICATION_PROBLEM_JSON,
				bytes(problem, uri.getRawPath()));
	}

	/**
	 * Writes a problem where no handler function is at work.
	 */
	Mono<Void> problem(Problem problem, ServerHttpRequest request, ServerHttpResponse response) {
		byte[] bytes = this.mapper.writeValueAsBytes(problem.members(request.getURI().getRawPath()));
		response.setStatusCode(problem.status());
		HttpHeaders headers = response.getHeaders();
		headers.putAll(problem.headers());
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		headers.setContentLength(bytes.length);
		if (request.getMethod().equals(HttpMethod.HEAD)) {
			return response.setComplete();
		}
		return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
	}

	/**
	 * Writes a problem as it is in a body.
	 * @param path the path of the request
	 */
	byte[] bytes(Problem problem, String path) {
		return this.mapper.writeValueAsBytes(problem.members(path));
	}

	byte[] bytes(Object value, @Nullable Type type) {
		return writer(type).writeValueAsBytes(value);
	}

	/**
	 * What writes values of a declared type, to be kept.
	 */
	ObjectWriter writer(@Nullable Type type) {
		// As in Spring's own encoders: the declared type counts only where the value does
		// not know the types of its elements, so that subclasses are written whole.
		JavaType declared = (type != null) ? this.mapper.constructType(type) : null;
		return (declared != null && declared.isContainerType()) ? this.mapper.writerFor(declared)
				: this.mapper.writer();
	}

}
