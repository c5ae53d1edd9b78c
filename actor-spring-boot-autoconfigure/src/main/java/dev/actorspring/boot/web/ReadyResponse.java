package dev.actorspring.boot.web;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
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

	private final HttpStatusCode status;

	private final HttpHeaders headers;

	private final @Nullable MediaType contentType;

	private final byte[] body;

	/**
	 * Creates a response.
	 * @param status the status
	 * @param headers those beside content type and length; not changed
	 * @param contentType of the body, or {@code null} for a response without one
	 * @param body the body
	 */
	ReadyResponse(HttpStatusCode status, HttpHeaders headers, @Nullable MediaType contentType, byte[] body) {
		this.status = status;
		this.headers = headers;
		this.contentType = contentType;
		this.body = body;
	}

	@Override
	public HttpStatusCode statusCode() {
		return this.status;
	}

	@Override
	public HttpHeaders headers() {
		HttpHeaders all = new HttpHeaders();
		addTo(all);
		return HttpHeaders.readOnlyHttpHeaders(all);
	}

	@Override
	public MultiValueMap<String, ResponseCookie> cookies() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(this.status);
		addTo(response.getHeaders());
		boolean safe = isSafe(exchange.getRequest().getMethod());
		if (this.contentType == null || (safe && exchange.checkNotModified(this.headers.getETag(),
				Instant.ofEpochMilli(this.headers.getLastModified())))) {
			return response.setComplete();
		}
		return response.writeWith(Mono.just(response.bufferFactory().wrap(this.body)));
	}

	private void addTo(HttpHeaders all) {
		if (!this.headers.isEmpty()) {
			all.putAll(this.headers);
		}
		if (this.contentType != null) {
			all.setContentType(this.contentType);
			all.setContentLength(this.body.length);
		}
	}

	private static boolean isSafe(HttpMethod method) {
		return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
	}

}
