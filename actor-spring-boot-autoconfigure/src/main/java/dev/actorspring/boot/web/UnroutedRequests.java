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
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.reactive.DispatchExceptionHandler;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/**
 * Answers the requests below our paths that nobody has taken: 404, or 405 where another
 * method would have led to an actor. Everything else is left to the application's own
 * error handling.
 * <p>
 * It adapts no handler. The dispatcher asks those adapters that are a
 * {@link DispatchExceptionHandler} what to do when it has found no handler, and this one
 * comes before Spring's, whose advice takes over if
 * {@code spring.webflux.problemdetails.enabled} is set. A mapping of our own would not
 * do: before Spring's it hides the static files below our paths, after it it is never
 * asked about the other methods of a path that a controller has, too.
 */
final class UnroutedRequests implements HandlerAdapter, DispatchExceptionHandler, Ordered {

	private final RouteTable table;

	private final Responses responses;

	UnroutedRequests(RouteTable table, Responses responses) {
		this.table = table;
		this.responses = responses;
	}

	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public boolean supports(Object handler) {
		return false;
	}

	@Override
	public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
		return Mono.error(() -> new IllegalStateException("Supports no handler"));
	}

	@Override
	public Mono<HandlerResult> handleError(ServerWebExchange exchange, Throwable failure) {
		Problem problem = exchange.getResponse().isCommitted() ? null : problem(exchange, failure);
		return (problem != null) ? answer(exchange, problem).then(Mono.empty()) : Mono.error(failure);
	}

	private Mono<Void> answer(ServerWebExchange exchange, Problem problem) {
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
		if (!isUnrouted(exchange)) {
			return null;
		}
		PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
		Set<String> allowed = new TreeSet<>(this.table.allowed(path));
		if (failure instanceof MethodNotAllowedException elsewhere && !allowed.isEmpty()) {
			elsewhere.getSupportedMethods().forEach((method) -> allowed.add(method.name()));
			return methodNotAllowed(allowed);
		}
		Problem unreadable = unreadable(failure);
		if (unreadable != null) {
			return (!allowed.isEmpty() || this.table.owns(path)) ? unreadable : null;
		}
		if (!isNotFound(failure)) {
			return null;
		}
		if (!allowed.isEmpty()) {
			return methodNotAllowed(allowed);
		}
		return this.table.owns(path) ? Problem.of(ProblemType.NOT_FOUND, "No message is known by this path.") : null;
	}

	/**
	 * Other mappings, such as that of Actuator, read the headers of every request before
	 * they look at its path, and fail at what we would have refused ourselves.
	 */
	private static @Nullable Problem unreadable(Throwable failure) {
		return switch (failure) {
			// The second is thrown at more types than Spring cares to sort.
			case NotAcceptableStatusException ex -> RequestBodies.notAcceptable();
			case InvalidMimeTypeException ex -> RequestBodies.notAcceptable();
			case UnsupportedMediaTypeStatusException ex -> RequestBodies.unsupported();
			default -> null;
		};
	}

	/**
	 * Whether there was no handler, as opposed to one that refuses the request itself.
	 */
	private static boolean isUnrouted(ServerWebExchange exchange) {
		Object handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
		return handler == null || handler instanceof ResourceWebHandler;
	}

	private static boolean isNotFound(Throwable failure) {
		return failure instanceof ResponseStatusException status
				&& status.getStatusCode().value() == HttpStatus.NOT_FOUND.value();
	}

	private static Problem methodNotAllowed(Set<String> allowed) {
		return Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path takes " + String.join(", ", allowed) + " only.")
			.withHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
	}

}
