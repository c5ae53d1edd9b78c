package dev.actorspring.boot.web;

import java.net.URI;
import java.util.Locale;

import org.springframework.http.HttpStatus;

/**
 * What can go wrong. The names are part of the answer, as in
 * {@code urn:actor-spring:problem:mailbox-full}, and listed in {@code docs/http.md}.
 */
enum ProblemType {

	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "Invalid request"),

	NOT_FOUND(HttpStatus.NOT_FOUND, "Nothing here"),

	EMPTY_REPLY(HttpStatus.NOT_FOUND, "Empty reply"),

	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),

	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable"),

	TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Body too large"),

	UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),

	DECLINED(HttpStatus.UNPROCESSABLE_CONTENT, "Declined"),

	CRASHED(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error"),

	MAILBOX_FULL(HttpStatus.SERVICE_UNAVAILABLE, "Too busy"),

	BACKOFF(HttpStatus.SERVICE_UNAVAILABLE, "Recovering"),

	TERMINATED(HttpStatus.SERVICE_UNAVAILABLE, "Not running"),

	TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, "No reply in time");

	private final HttpStatus status;

	private final String title;

	ProblemType(HttpStatus status, String title) {
		this.status = status;
		this.title = title;
	}

	HttpStatus status() {
		return this.status;
	}

	String title() {
		return this.title;
	}

	URI uri() {
		return URI.create("urn:actor-spring:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
	}

}
