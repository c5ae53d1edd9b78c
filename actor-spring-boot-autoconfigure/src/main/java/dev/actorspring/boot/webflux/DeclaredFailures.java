package dev.actorspring.boot.webflux;

import java.util.Optional;

import dev.actorspring.boot.http.ControllerFailures;
import dev.actorspring.boot.http.MessageEndpoint.Exchange;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Has the advice of the application answer what actors declare, as it would if a
 * controller had thrown it.
 */
final class DeclaredFailures {

	private final @Nullable ControllerFailures failures;

	private final @Nullable ReactiveExceptionHandlers handlers;

	/**
	 * Creates it.
	 * @param failures knows the advice, or {@code null} if it is not to be asked
	 * @param handlers calls it
	 */
	DeclaredFailures(@Nullable ControllerFailures failures, @Nullable ReactiveExceptionHandlers handlers) {
		this.failures = failures;
		this.handlers = handlers;
	}

	/**
	 * The response of the advice.
	 * @param request the request
	 * @param exchange knows what is declared
	 * @param failure what has come instead of an answer
	 * @return empty if the answer is ours
	 */
	Optional<ServerResponse> response(ServerWebExchange request, Exchange exchange, Throwable failure) {
		Throwable declared = exchange.declared(failure);
		ControllerFailures known = this.failures;
		ReactiveExceptionHandlers invoker = this.handlers;
		if (declared == null || known == null || invoker == null) {
			return Optional.empty();
		}
		return known.handler(declared, exchange.actor(), ReactiveControllerAdvice.accepted(request))
			.map((handler) -> new AdvisedResponse((written) -> invoker.invoke(handler, declared, written),
					exchange.failure(failure)));
	}

}
