package dev.actorspring.boot.webflux;

import dev.actorspring.boot.http.HttpAnswer;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * A response whose body is there already, so that nothing has to be chosen, encoded or
 * copied when it is written.
 */
final class ReadyResponse implements ServerResponse {

	private final HttpAnswer answer;

	/**
	 * Creates a response.
	 * @param answer what it says
	 */
	ReadyResponse(HttpAnswer answer) {
		this.answer = answer;
	}

	@Override
	public HttpStatusCode statusCode() {
		return this.answer.status();
	}

	@Override
	public HttpHeaders headers() {
		HttpHeaders all = new HttpHeaders();
		this.answer.addHeadersTo(all);
		return HttpHeaders.readOnlyHttpHeaders(all);
	}

	@Override
	public MultiValueMap<String, ResponseCookie> cookies() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(this.answer.status());
		this.answer.addHeadersTo(response.getHeaders());
		if (this.answer.contentType() == null) {
			return response.setComplete();
		}
		return response.writeWith(Mono.just(response.bufferFactory().wrap(this.answer.body())));
	}

}
