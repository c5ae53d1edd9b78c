package dev.actorspring.boot.webflux;

import java.util.IdentityHashMap;
import java.util.Map;

import dev.actorspring.boot.http.Route;
import dev.actorspring.boot.http.RouteTable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Routes requests to actors. What fits no route is left to others: the application may
 * have controllers below the same path. If there are none, {@link UnroutedRequests}
 * answers.
 */
final class ActorRouterFunction implements RouterFunction<ServerResponse> {

	private final RouteTable table;

	private final Map<Route, MessageHandler> handlers = new IdentityHashMap<>();

	private final ControllerRoutes controllers;

	ActorRouterFunction(RouteTable table, Map<Route, MessageHandler> handlers, ControllerRoutes controllers) {
		this.table = table;
		this.controllers = controllers;
		this.handlers.putAll(handlers);
	}

	@Override
	public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		PathContainer path = request.requestPath().pathWithinApplication();
		RouteTable.Match match = this.table.match(method(request), path).orElse(null);
		if (match == null || this.controllers.claim(request.exchange(), match.route())) {
			return Mono.empty();
		}
		Map<String, Object> attributes = request.attributes();
		attributes.put(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, match.variables());
		// So that the metrics of HTTP requests have the pattern as their URI.
		attributes.put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, match.route().pattern());
		return Mono.justOrEmpty(this.handlers.get(match.route()));
	}

	private static HttpMethod method(ServerRequest request) {
		if (CorsUtils.isPreFlightRequest(request.exchange().getRequest())) {
			HttpMethod announced = request.headers().asHttpHeaders().getAccessControlRequestMethod();
			return (announced != null) ? announced : request.method();
		}
		return request.method();
	}

}
