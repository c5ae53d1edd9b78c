package dev.actorspring.boot.http;

import java.util.List;

import dev.actorspring.boot.caller.NamedValue;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * One way to reach a message over HTTP.
 *
 * @param method the HTTP method
 * @param path the path within the application, with its variables as in {@code {key}}
 * @param variables the names of the variables, in order
 * @param actor the name of the actor
 * @param keyed whether the variable {@code key} picks the actor
 * @param durable whether the state of the actor is kept in a store
 * @param clustered whether the actor may live on another node
 * @param handler who handles the message
 * @param success the status of a reply, or of a plain message that was accepted
 * @param body whether components of the record that are not in the path come from a body
 * rather than from the query
 * @param named the headers and cookies that the handler takes besides the message
 * @param idempotencyKey the component that may come from the header
 * {@code Idempotency-Key}, or {@code null} if a request must not have that
 */
public record RouteDescription(HttpMethod method, String path, List<String> variables, String actor, boolean keyed,
		boolean durable, boolean clustered, Handler handler, HttpStatus success, boolean body, List<NamedValue> named,
		@Nullable String idempotencyKey) {

	/**
	 * The path variable that picks the keyed actor.
	 */
	public static final String KEY = Target.KEY;

	/**
	 * The header that gives the {@link #idempotencyKey}.
	 */
	public static final String IDEMPOTENCY_KEY = IdempotencyKeyHeader.NAME;

	/**
	 * Whether the actor replies only that it is done.
	 * @return whether the answer has no body
	 */
	public boolean isNothing() {
		return ReplyTypes.isNothing(this.handler);
	}

}
