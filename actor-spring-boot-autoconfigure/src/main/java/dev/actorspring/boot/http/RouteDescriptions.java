package dev.actorspring.boot.http;

import java.util.List;
import java.util.Map;

import dev.actorspring.boot.caller.NamedValue;
import dev.actorspring.protocol.Handler;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.StringValueResolver;

/**
 * What can be reached over HTTP, for whoever describes it to others.
 */
public final class RouteDescriptions {

	private final RouteTable table;

	private final JsonMapper mapper;

	private final StringValueResolver placeholders;

	RouteDescriptions(RouteTable table, JsonMapper mapper, StringValueResolver placeholders) {
		this.table = table;
		this.mapper = mapper;
		this.placeholders = placeholders;
	}

	/**
	 * All routes to mapped and exposed messages.
	 * @return in the order in which they are tried
	 */
	public List<RouteDescription> routes() {
		return this.table.routes().stream().map(this::describe).toList();
	}

	/**
	 * How the components of a record are called in JSON.
	 * @param type the record
	 * @return the names in JSON by the names of the components
	 */
	public Map<String, String> jsonNames(Class<?> type) {
		return JsonNames.of(type, this.mapper);
	}

	private RouteDescription describe(Route route) {
		String pattern = route.pattern().getPatternString();
		Handler handler = route.handler();
		KeyComponent key = route.idempotencyKey();
		return new RouteDescription(route.method(), PathVariables.template(pattern), PathVariables.names(pattern),
				route.target().name(), route.target().keyed(), route.target().durable(), route.target().clustered(),
				handler, HttpMessages.successStatus(handler), route.hasBody(),
				NamedValue.of(handler.method()).stream().map((value) -> value.resolve(this.placeholders)).toList(),
				(key != null) ? key.name() : null);
	}

}
