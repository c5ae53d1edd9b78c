package dev.actorspring.boot.webflux;

import java.util.Optional;

import dev.actorspring.boot.http.HttpAnswer;
import dev.actorspring.boot.http.UnroutedAnswers;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
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

	private final UnroutedAnswers answers;

	UnroutedRequests(UnroutedAnswers answers) {
		this.answers = answers;
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
		if (exchange.getResponse().isCommitted() || !isUnrouted(exchange)) {
			return Mono.error(failure);
		}
		return answer(exchange.getRequest(), failure).map((answer) -> write(exchange, answer).then(nothing()))
			.orElseGet(() -> Mono.error(failure));
	}

	private static Mono<HandlerResult> nothing() {
		return Mono.empty();
	}

	/**
	 * Other mappings, such as that of Actuator, read the headers of every request before
	 * they look at its path, and fail at what we would have refused ourselves.
	 */
	private Optional<HttpAnswer> answer(ServerHttpRequest request, Throwable failure) {
		PathContainer path = request.getPath().pathWithinApplication();
		String sent = request.getURI().getRawPath();
		return switch (failure) {
			case MethodNotAllowedException ex -> this.answers.methodNotAllowed(path, sent,
					ex.getSupportedMethods().stream().map(HttpMethod::name).toList());
			// The second is thrown at more types than Spring cares to sort.
			case NotAcceptableStatusException ex -> this.answers.notAcceptable(path, sent);
			case InvalidMimeTypeException ex -> this.answers.notAcceptable(path, sent);
			case UnsupportedMediaTypeStatusException ex -> this.answers.unsupportedMediaType(path, sent);
			case ResponseStatusException ex when ex.getStatusCode().value() == HttpStatus.NOT_FOUND.value() ->
				this.answers.notFound(path, sent);
			default -> Optional.empty();
		};
	}

	private static Mono<Void> write(ServerWebExchange exchange, HttpAnswer answer) {
		ServerHttpResponse response = exchange.getResponse();
		HttpMethod method = exchange.getRequest().getMethod();
		if (method.equals(HttpMethod.OPTIONS) && answer.status() == HttpStatus.METHOD_NOT_ALLOWED) {
			response.setStatusCode(HttpStatus.OK);
			response.getHeaders().putAll(answer.headers());
			return response.setComplete();
		}
		response.setStatusCode(answer.status());
		answer.addHeadersTo(response.getHeaders());
		return method.equals(HttpMethod.HEAD) ? response.setComplete()
				: response.writeWith(Mono.just(response.bufferFactory().wrap(answer.body())));
	}

	/**
	 * Whether there was no handler, as opposed to one that refuses the request itself.
	 */
	private static boolean isUnrouted(ServerWebExchange exchange) {
		Object handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
		return handler == null || handler instanceof ResourceWebHandler;
	}

}
