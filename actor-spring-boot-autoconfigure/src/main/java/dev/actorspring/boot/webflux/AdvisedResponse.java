package dev.actorspring.boot.webflux;

import java.util.function.Function;

import dev.actorspring.boot.http.HttpAnswer;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * A response that advice of the application writes, and ours if it fails.
 */
final class AdvisedResponse implements ServerResponse {

	private final Function<ServerWebExchange, Mono<Void>> advice;

	private final ReadyResponse own;

	AdvisedResponse(Function<ServerWebExchange, Mono<Void>> advice, HttpAnswer own) {
		this.advice = advice;
		this.own = new ReadyResponse(own);
	}

	@Override
	public HttpStatusCode statusCode() {
		return this.own.statusCode();
	}

	@Override
	public HttpHeaders headers() {
		return this.own.headers();
	}

	@Override
	public MultiValueMap<String, ResponseCookie> cookies() {
		return this.own.cookies();
	}

	@Override
	public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
		return this.advice.apply(exchange)
			.onErrorResume((failure) -> exchange.getResponse().isCommitted() ? Mono.error(failure)
					: this.own.writeTo(exchange, context));
	}

}
