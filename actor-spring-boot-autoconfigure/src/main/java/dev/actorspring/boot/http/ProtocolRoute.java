package dev.actorspring.boot.http;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpMethod;

/**
 * The route to a message, as a client knows it.
 *
 * @param method the HTTP method
 * @param path the path, with its variables as in {@code {key}}
 * @param variables the names of the variables
 * @param jsonNames the names in JSON by the names of the components
 */
public record ProtocolRoute(HttpMethod method, String path, List<String> variables, Map<String, String> jsonNames) {

	/**
	 * The path variable that picks the keyed actor.
	 */
	public static final String KEY = Target.KEY;

	/**
	 * Whether components that are not in the path come from a body rather than from the
	 * query.
	 * @return whether the method has a body
	 */
	public boolean hasBody() {
		return Route.hasBody(this.method);
	}

}
