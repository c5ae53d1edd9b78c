package dev.actorspring.boot.http;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * An RFC 9457 problem detail before it is written.
 *
 * @param type what kind of problem it is
 * @param title the kind in words
 * @param status the status of the response
 * @param detail what happened this time, or {@code null}
 * @param instance where, or {@code null} for the path of the request
 * @param headers beside the content type
 * @param properties members beside the standard ones
 */
record Problem(URI type, @Nullable String title, HttpStatusCode status, @Nullable String detail, @Nullable URI instance,
		HttpHeaders headers, Map<String, Object> properties) {

	static Problem of(ProblemType type, String detail) {
		return new Problem(type.uri(), type.title(), type.status(), detail, null, new HttpHeaders(), Map.of());
	}

	static Problem invalid(List<Violation> violations) {
		return of(ProblemType.INVALID_REQUEST, "The request is not a valid message.").with("violations", violations);
	}

	static Problem invalid(String field, String message) {
		return invalid(List.of(new Violation(field, message)));
	}

	/**
	 * Takes over what an {@link org.springframework.web.ErrorResponse} says.
	 */
	static Problem of(ProblemDetail body, HttpStatusCode status, HttpHeaders headers) {
		HttpHeaders copy = new HttpHeaders();
		copy.putAll(headers);
		copy.remove(HttpHeaders.CONTENT_TYPE);
		copy.remove(HttpHeaders.CONTENT_LENGTH);
		Map<String, Object> properties = new LinkedHashMap<>();
		if (body.getProperties() != null) {
			properties.putAll(body.getProperties());
		}
		URI type = (body.getType() != null) ? body.getType() : ProblemType.DECLINED.uri();
		return new Problem(type, body.getTitle(), status, body.getDetail(), body.getInstance(), copy, properties);
	}

	Problem with(String property, Object value) {
		Map<String, Object> all = new LinkedHashMap<>(this.properties);
		all.put(property, value);
		return new Problem(this.type, this.title, this.status, this.detail, this.instance, this.headers, all);
	}

	Problem withHeader(String name, String value) {
		HttpHeaders all = new HttpHeaders();
		all.putAll(this.headers);
		all.set(name, value);
		return new Problem(this.type, this.title, this.status, this.detail, this.instance, all, this.properties);
	}

	Problem withStatus(HttpStatusCode newStatus) {
		return new Problem(this.type, this.title, newStatus, this.detail, this.instance, this.headers, this.properties);
	}

	/**
	 * Says when to try again, in whole seconds, rounded up, and one at least.
	 */
	Problem retryAfter(Duration time) {
		long seconds = time.toSeconds() + ((time.getNano() > 0) ? 1 : 0);
		return withHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
	}

	/**
	 * The answer that says it.
	 * @param mapper writes it
	 * @param path the path of the request
	 */
	HttpAnswer answer(JsonMapper mapper, String path) {
		return new HttpAnswer(this.status, this.headers, MediaType.APPLICATION_PROBLEM_JSON,
				mapper.writeValueAsBytes(members(path)));
	}

	/**
	 * The members as they are written.
	 * @param path the path of the request
	 */
	Map<String, Object> members(String path) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("type", this.type.toString());
		if (this.title != null) {
			members.put("title", this.title);
		}
		members.put("status", this.status.value());
		if (this.detail != null) {
			members.put("detail", this.detail);
		}
		members.put("instance", (this.instance != null) ? this.instance.toString() : path);
		this.properties.forEach(members::putIfAbsent);
		return members;
	}

}
