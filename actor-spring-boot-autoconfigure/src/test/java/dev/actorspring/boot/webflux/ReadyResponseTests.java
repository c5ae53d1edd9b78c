package dev.actorspring.boot.webflux;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.actorspring.boot.http.HttpAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;

import static org.assertj.core.api.Assertions.assertThat;

class ReadyResponseTests {

	private final HttpHeaders headers = new HttpHeaders();

	@Test
	void response_hasStatusHeadersAndBody() {
		this.headers.set("Retry-After", "5");
		MockServerHttpResponse written = write(MockServerHttpRequest.post("/").build(), MediaType.APPLICATION_JSON);
		assertThat(written.getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(written.getHeaders().getFirst("Retry-After")).isEqualTo("5");
		assertThat(written.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
		assertThat(written.getHeaders().getContentLength()).isEqualTo(2);
		assertThat(written.getBodyAsString().block()).isEqualTo("{}");
	}

	@Test
	void response_withoutAContentType_hasNoBody() {
		MockServerHttpResponse written = write(MockServerHttpRequest.post("/").build(), null);
		assertThat(written.getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(written.getHeaders().getContentType()).isNull();
		assertThat(written.getBodyAsString().block()).isNullOrEmpty();
	}

	@Test
	void headers_areWhatWillBeWritten() {
		this.headers.set("Retry-After", "5");
		HttpHeaders all = response(MediaType.APPLICATION_JSON).headers();
		assertThat(all.getFirst("Retry-After")).isEqualTo("5");
		assertThat(all.getContentLength()).isEqualTo(2);
		assertThat(this.headers.size()).isOne();
	}

	private MockServerHttpResponse write(MockServerHttpRequest request, @Nullable MediaType contentType) {
		MockServerWebExchange exchange = MockServerWebExchange.from(request);
		response(contentType).writeTo(exchange, new NoContext()).block();
		return exchange.getResponse();
	}

	private ServerResponse response(@Nullable MediaType contentType) {
		return new ReadyResponse(
				new HttpAnswer(HttpStatus.OK, this.headers, contentType, "{}".getBytes(StandardCharsets.UTF_8)));
	}

	private static final class NoContext implements ServerResponse.Context {

		@Override
		public List<HttpMessageWriter<?>> messageWriters() {
			return List.of();
		}

		@Override
		public List<ViewResolver> viewResolvers() {
			return List.of();
		}

	}

}
