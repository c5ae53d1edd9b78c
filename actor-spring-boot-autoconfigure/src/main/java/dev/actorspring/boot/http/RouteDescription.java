package dev.actorspring.boot.http;

import java.util.List;

import dev.actorspring.protocol.Handler;

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
 * @param handler who handles the message
 * @param success the status of a reply, or of a plain message that was accepted
 * @param body whether components of the record that are not in the path come from a body
 * rather than from the query
 */
public record RouteDescription(HttpMethod method, String path, List<String> variables, String actor, boolean keyed,
		Handler handler, HttpStatus success, boolean body) {

	/**
	 * The path variable that picks the keyed actor.
	 */
	public static final String KEY = Target.KEY;

	/**
	 * Whether the actor replies only that it is done.
	 * @return whether the answer has no body
	 */
	public boolean isNothing() {
		return ReplyTypes.isNothing(this.handler);
	}

}
