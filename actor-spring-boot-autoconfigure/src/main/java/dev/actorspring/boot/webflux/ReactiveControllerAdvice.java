package dev.actorspring.boot.webflux;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ActorException;
import dev.actorspring.boot.http.ControllerFailures;
import dev.actorspring.boot.http.ExceptionHandlers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * Answers the failed asks of controllers on WebFlux.
 * <p>
 * It comes before all other advice, since Spring takes the first that handles an
 * exception or one of its causes: so a crash would be taken for its cause, and any
 * failure would be taken by a handler for all of them. What it then finds to be the
 * application's it leaves to the application.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ReactiveControllerAdvice implements ExceptionHandlers.OwnAdvice {

	private final ControllerFailures failures;

	private final ReactiveExceptionHandlers handlers;

	ReactiveControllerAdvice(ControllerFailures failures, ReactiveExceptionHandlers handlers) {
		this.failures = failures;
		this.handlers = handlers;
	}

	@ExceptionHandler(ActorException.class)
	Mono<ResponseEntity<ProblemDetail>> handle(Throwable thrown, ServerWebExchange exchange) {
		return this.failures.handler(thrown, controller(exchange), accepted(exchange))
			.map((handler) -> this.handlers.invoke(handler, thrown, exchange).then(nothing()))
			.orElseGet(() -> own(thrown));
	}

	private static Mono<ResponseEntity<ProblemDetail>> nothing() {
		return Mono.empty();
	}

	private Mono<ResponseEntity<ProblemDetail>> own(Throwable thrown) {
		ActorException failure = ControllerFailures.failure(thrown);
		return (failure != null) ? Mono.fromSupplier(() -> this.failures.response(failure)) : Mono.error(thrown);
	}

	private static @Nullable Class<?> controller(ServerWebExchange exchange) {
		Object handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
		return (handler instanceof HandlerMethod method) ? method.getBeanType() : null;
	}

	/**
	 * What the client of a request accepts.
	 */
	static List<MediaType> accepted(ServerWebExchange exchange) {
		try {
			List<MediaType> accepted = new ArrayList<>(exchange.getRequest().getHeaders().getAccept());
			return accepted.isEmpty() ? List.of(MediaType.ALL) : accepted;
		}
		catch (InvalidMediaTypeException ex) {
			return List.of(MediaType.ALL);
		}
	}

}
