package dev.actorspring.boot.http;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * An answer that is complete and only has to be written.
 *
 * @param status the status
 * @param headers those beside content type and length; not to be changed
 * @param contentType of the body, or {@code null} for an answer without one
 * @param body the body
 */
public record HttpAnswer(HttpStatusCode status, HttpHeaders headers, @Nullable MediaType contentType, byte[] body) {

	private static final byte[] NO_BODY = {};

	static HttpAnswer empty(HttpStatusCode status, HttpHeaders headers) {
		return new HttpAnswer(status, headers, null, NO_BODY);
	}

	/**
	 * Adds all headers of the answer to others.
	 * @param target where to add them
	 */
	public void addHeadersTo(HttpHeaders target) {
		if (!this.headers.isEmpty()) {
			target.putAll(this.headers);
		}
		if (this.contentType != null) {
			target.setContentType(this.contentType);
			target.setContentLength(this.body.length);
		}
	}

}
