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

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestBodySpec;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;
import org.springframework.web.util.UriBuilder;

/**
 * Makes a request of a message: the reverse of what the application does that gets it.
 *
 * @param route the route to the message
 */
record ClientRequest(ProtocolRoute route) {

	/**
	 * Makes the request.
	 * @param client connected to the application that has the actor
	 * @param mapper writes the values
	 * @param key picks the actor, or {@code null} if the message does, or no key is
	 * needed
	 * @param message the message
	 * @throws IllegalArgumentException if the path or query cannot be made of these
	 */
	RequestHeadersSpec<?> request(WebClient client, JsonMapper mapper, @Nullable String key, Message<?> message) {
		ObjectNode values = mapper.valueToTree(message);
		Map<String, Object> path = path(key, values);
		boolean body = this.route.hasBody();
		Map<String, List<String>> query = body ? Map.of() : query(values);
		RequestBodySpec request = client.method(this.route.method())
			.uri(this.route.path(), (uri) -> build(uri, path, query));
		// As bytes: the client may have codecs of its own.
		return (body && !values.isEmpty())
				? request.contentType(MediaType.APPLICATION_JSON).bodyValue(mapper.writeValueAsBytes(values)) : request;
	}

	private Map<String, Object> path(@Nullable String key, ObjectNode values) {
		Map<String, Object> path = new HashMap<>();
		for (String variable : this.route.variables()) {
			JsonNode given = values.remove(this.route.jsonNames().getOrDefault(variable, variable));
			String component = (given != null && given.isValueNode() && !given.isNull()) ? given.asString() : null;
			String value = (variable.equals(ProtocolRoute.KEY) && key != null) ? key : component;
			if (value == null || value.isEmpty()) {
				throw new IllegalArgumentException(
						"The path " + this.route.path() + " needs a value for {" + variable + "}");
			}
			if (component != null && !component.equals(value)) {
				throw new IllegalArgumentException(
						"The key '" + value + "' is not that of the message, '" + component + "'");
			}
			path.put(variable, value);
		}
		if (key != null && !path.containsKey(ProtocolRoute.KEY)) {
			throw new IllegalArgumentException("The path " + this.route.path() + " has no {" + ProtocolRoute.KEY + "}");
		}
		return path;
	}

	private Map<String, List<String>> query(ObjectNode values) {
		Map<String, List<String>> query = new LinkedHashMap<>();
		this.route.jsonNames().forEach((component, jsonName) -> {
			JsonNode value = values.path(jsonName);
			List<String> texts = new ArrayList<>();
			for (JsonNode each : value.isArray() ? value : List.of(value)) {
				if (each.isContainer()) {
					throw new IllegalArgumentException("The component '" + component
							+ "' does not fit into the query of " + this.route.method() + " " + this.route.path());
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
	 * Everything is expanded, so that nothing in a value has a special meaning.
	 */
	private static URI build(UriBuilder uri, Map<String, Object> path, Map<String, List<String>> query) {
		Map<String, Object> variables = new HashMap<>(path);
		query.forEach((name, values) -> {
			for (String value : values) {
				String variable = "query" + variables.size();
				variables.put(variable, value);
				uri.queryParam(name, "{" + variable + "}");
			}
		});
		return uri.build(variables);
	}

}
