package dev.actorspring.boot.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.Message;
import dev.actorspring.boot.http.ProtocolRoute;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriBuilder;

/**
 * A request made of a message: the reverse of what the application does that gets it.
 *
 * @param method the HTTP method
 * @param path the path, with variables
 * @param variables what the variables stand for
 * @param query the query parameters
 * @param body JSON; as bytes, since a client may have codecs of its own. {@code null} for
 * none
 */
@SuppressWarnings("ArrayRecordComponent")
record ClientRequest(HttpMethod method, String path, Map<String, Object> variables, Map<String, List<String>> query,
		byte @Nullable [] body) {

	/**
	 * Makes the request.
	 * @param route the route to the message
	 * @param mapper writes the values
	 * @param key picks the actor, or {@code null} if the message does, or no key is
	 * needed
	 * @param message the message
	 * @throws IllegalArgumentException if the path or query cannot be made of these
	 */
	static ClientRequest of(ProtocolRoute route, JsonMapper mapper, @Nullable String key, Message<?> message) {
		ObjectNode values = mapper.valueToTree(message);
		Map<String, Object> variables = variables(route, key, values);
		return route.hasBody()
				? new ClientRequest(route.method(), route.path(), variables, Map.of(),
						values.isEmpty() ? null : mapper.writeValueAsBytes(values))
				: new ClientRequest(route.method(), route.path(), variables, query(route, values), null);
	}

	private static Map<String, Object> variables(ProtocolRoute route, @Nullable String key, ObjectNode values) {
		Map<String, Object> variables = new HashMap<>();
		for (String variable : route.variables()) {
			JsonNode given = values.remove(route.jsonNames().getOrDefault(variable, variable));
			String component = (given != null && given.isValueNode() && !given.isNull()) ? given.asString() : null;
			String value = (variable.equals(ProtocolRoute.KEY) && key != null) ? key : component;
			if (value == null || value.isEmpty()) {
				throw new IllegalArgumentException(
						"The path " + route.path() + " needs a value for {" + variable + "}");
			}
			if (component != null && !component.equals(value)) {
				throw new IllegalArgumentException(
						"The key '" + value + "' is not that of the message, '" + component + "'");
			}
			variables.put(variable, value);
		}
		if (key != null && !variables.containsKey(ProtocolRoute.KEY)) {
			throw new IllegalArgumentException("The path " + route.path() + " has no {" + ProtocolRoute.KEY + "}");
		}
		return variables;
	}

	private static Map<String, List<String>> query(ProtocolRoute route, ObjectNode values) {
		Map<String, List<String>> query = new LinkedHashMap<>();
		route.jsonNames().forEach((component, jsonName) -> {
			JsonNode value = values.path(jsonName);
			List<String> texts = new ArrayList<>();
			for (JsonNode each : value.isArray() ? value : List.of(value)) {
				if (each.isContainer()) {
					throw new IllegalArgumentException("The component '" + component
							+ "' does not fit into the query of " + route.method() + " " + route.path());
				}
				if (!each.isNull() && !each.isMissingNode()) {
					texts.add(each.asString());
				}
			}
			if (!texts.isEmpty()) {
				query.put(component, texts);
			}
		});
		return query;
	}

	/**
	 * The address. Everything is expanded, so that nothing in a value has a special
	 * meaning.
	 * @param uri has the path already
	 */
	URI uri(UriBuilder uri) {
		Map<String, Object> expanded = new HashMap<>(this.variables);
		this.query.forEach((name, values) -> {
			for (String value : values) {
				String variable = "query" + expanded.size();
				expanded.put(variable, value);
				uri.queryParam(name, "{" + variable + "}");
			}
		});
		return uri.build(expanded);
	}

}
