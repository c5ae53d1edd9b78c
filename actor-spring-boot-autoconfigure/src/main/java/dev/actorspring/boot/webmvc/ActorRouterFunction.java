package dev.actorspring.boot.webmvc;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

import dev.actorspring.boot.http.Route;
import dev.actorspring.boot.http.RouteTable;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.ServletRequestPathUtils;

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
	public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		HttpServletRequest servletRequest = request.servletRequest();
		RouteTable.Match match = this.table.match(method(request), path(servletRequest).pathWithinApplication())
			.orElse(null);
		if (match == null || this.controllers.claim(servletRequest, match.route())) {
			return Optional.empty();
		}
		servletRequest.setAttribute(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, match.variables());
		// So that the metrics of HTTP requests have the pattern as their URI.
		servletRequest.setAttribute(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, match.route().pattern());
		return Optional.ofNullable(this.handlers.get(match.route()));
	}

	/**
	 * Whether a request is for an actor.
	 */
	boolean takes(HttpServletRequest request) {
		return this.table.match(HttpMethod.valueOf(request.getMethod()), path(request).pathWithinApplication())
			.filter((match) -> !this.controllers.claim(request, match.route()))
			.isPresent();
	}

	/**
	 * The path of a request, also where controllers are matched in an older way than
	 * ours.
	 */
	static RequestPath path(HttpServletRequest request) {
		return ServletRequestPathUtils.hasParsedRequestPath(request)
				? ServletRequestPathUtils.getParsedRequestPath(request) : ServletRequestPathUtils.parse(request);
	}

	private static HttpMethod method(ServerRequest request) {
		if (CorsUtils.isPreFlightRequest(request.servletRequest())) {
			String announced = request.servletRequest().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
			return HttpMethod.valueOf(announced);
		}
		return request.method();
	}

}
