package dev.actorspring.boot.http;

import java.net.URI;

import dev.actorspring.boot.text.Names;

import org.springframework.http.HttpStatus;

/**
 * What can go wrong. The names are part of the answer, as in
 * {@code urn:actor-spring:problem:mailbox-full}, and listed in {@code docs/http.md}.
 */
public enum ProblemType {

	/**
	 * The request is not a valid message.
	 */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "Invalid request"),

	/**
	 * Advice around the handler wants to know who asks.
	 */
	UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "Unauthorized"),

	/**
	 * Advice around the handler does not let this caller through.
	 */
	FORBIDDEN(HttpStatus.FORBIDDEN, "Forbidden"),

	/**
	 * The path leads to no message.
	 */
	NOT_FOUND(HttpStatus.NOT_FOUND, "Nothing here"),

	/**
	 * The actor replied with nothing.
	 */
	EMPTY_REPLY(HttpStatus.NOT_FOUND, "Empty reply"),

	/**
	 * The path takes other methods.
	 */
	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),

	/**
	 * The client does not take what the actor replies with.
	 */
	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable"),

	/**
	 * The body is too large, or the request is for the way to another node.
	 */
	TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Request too large"),

	/**
	 * The body is not JSON in UTF-8.
	 */
	UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),

	/**
	 * The handler threw an exception that it declares.
	 */
	DECLINED(HttpStatus.UNPROCESSABLE_CONTENT, "Declined"),

	/**
	 * An earlier request to the actor had the same idempotency key, and another content.
	 */
	IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency key reused"),

	/**
	 * Advice around the handler limits how many requests there may be.
	 */
	TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),

	/**
	 * The actor crashed.
	 */
	CRASHED(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error"),

	/**
	 * Too many messages wait for the actor.
	 */
	MAILBOX_FULL(HttpStatus.SERVICE_UNAVAILABLE, "Too busy"),

	/**
	 * The actor, or a supervisor above it, waits before it is restarted.
	 */
	BACKOFF(HttpStatus.SERVICE_UNAVAILABLE, "Recovering"),

	/**
	 * Advice around the handler lets nothing through at present.
	 */
	UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not available"),

	/**
	 * The actor does not run.
	 */
	TERMINATED(HttpStatus.SERVICE_UNAVAILABLE, "Not running"),

	/**
	 * The store of the actor's state cannot be reached.
	 */
	STATE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "State not available"),

	/**
	 * Somebody else has written the actor's state.
	 */
	STATE_CONFLICT(HttpStatus.SERVICE_UNAVAILABLE, "State in conflict"),

	/**
	 * What the actor has set cannot be stored, and will not be when it is tried again.
	 */
	STATE_REFUSED(HttpStatus.INTERNAL_SERVER_ERROR, "State not stored"),

	/**
	 * The stored state of the actor cannot be read, until somebody repairs it.
	 */
	STATE_UNREADABLE(HttpStatus.SERVICE_UNAVAILABLE, "State not readable"),

	/**
	 * The node where the actor lives cannot be reached, or there is none at present. The
	 * request was not handled.
	 */
	UNREACHABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not reachable"),

	/**
	 * There was no reply in time.
	 */
	TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, "No reply in time"),

	/**
	 * Nobody can say whether the actor's state was written.
	 */
	STATE_OUTCOME_UNKNOWN(HttpStatus.GATEWAY_TIMEOUT, "Outcome unknown"),

	/**
	 * The actor was stopped, or the node where it lived is gone, and nobody can say
	 * whether it has handled the request.
	 */
	OUTCOME_UNKNOWN(HttpStatus.GATEWAY_TIMEOUT, "Outcome unknown");

	private final HttpStatus status;

	private final String title;

	ProblemType(HttpStatus status, String title) {
		this.status = status;
		this.title = title;
	}

	/**
	 * The status of the answer.
	 * @return the status, unless the handler's exception says otherwise
	 */
	public HttpStatus status() {
		return this.status;
	}

	/**
	 * The kind of problem in words.
	 * @return the {@code title} of the answer
	 */
	public String title() {
		return this.title;
	}

	/**
	 * The kind of problem for programs.
	 * @return the {@code type} of the answer
	 */
	public URI uri() {
		return URI.create("urn:actor-spring:problem:" + Names.label(this));
	}

}
