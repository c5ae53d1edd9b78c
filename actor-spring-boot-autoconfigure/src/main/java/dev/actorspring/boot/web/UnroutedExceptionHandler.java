package dev.actorspring.boot.web;

import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;

/**
 * Answers the requests below our paths that nobody has taken: 404, or 405 where another
 * method would have led to an actor. Everything else is left to the application's own
 * error handling.
 */
final class UnroutedExceptionHandler implements WebExceptionHandler, Ordered {

	/**
	 * Before Spring Boot's own, which takes everything.
	 */
	private static final int ORDER = -2;

	private final RouteTable table;

	private final Responses responses;

	UnroutedExceptionHandler(RouteTable table, Responses responses) {
		this.table = table;
		this.responses = responses;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
		Problem problem = exchange.getResponse().isCommitted() ? null : problem(exchange, failure);
		if (problem == null) {
			return Mono.error(failure);
		}
		ServerHttpResponse response = exchange.getResponse();
		ServerHttpRequest request = exchange.getRequest();
		if (request.getMethod().equals(HttpMethod.OPTIONS) && problem.status() == HttpStatus.METHOD_NOT_ALLOWED) {
			response.setStatusCode(HttpStatus.OK);
			response.getHeaders().putAll(problem.headers());
			return response.setComplete();
		}
		return this.responses.problem(problem, request, response);
	}

	private @Nullable Problem problem(ServerWebExchange exchange, Throwable failure) {
		PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
		Set<String> allowed = new TreeSet<>(this.table.allowed(path));
		if (failure instanceof MethodNotAllowedException elsewhere && !allowed.isEmpty()) {
			elsewhere.getSupportedMethods().forEach((method) -> allowed.add(method.name()));
			return methodNotAllowed(allowed);
		}
		if (!isUnrouted(exchange, failure)) {
			return null;
		}
		if (!allowed.isEmpty()) {
			return methodNotAllowed(allowed);
		}
		return this.table.owns(path) ? Problem.of(ProblemType.NOT_FOUND, "No message is known by this path.") : null;
	}

	/**
	 * Whether there was no handler, as opposed to one that answers 404 itself.
	 */
	private static boolean isUnrouted(ServerWebExchange exchange, Throwable failure) {
		Object handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
		return failure instanceof ResponseStatusException status
				&& status.getStatusCode().value() == HttpStatus.NOT_FOUND.value()
				&& (handler == null || handler instanceof ResourceWebHandler);
	}

	private static Problem methodNotAllowed(Set<String> allowed) {
		return Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path takes " + String.join(", ", allowed) + " only.")
			.withHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
	}

}
