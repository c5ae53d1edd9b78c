package dev.actorspring.boot.web;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.http.HttpStatus;
import org.springframework.mock.web.reactive.function.server.MockServerRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RequestBodiesTests {

	@Test
	void read_connectionBreaks_isNoFailureOfOurs() {
		MockServerRequest request = MockServerRequest.builder().body(Flux.error(new IOException("reset by peer")));
		ProblemException thrown = catchThrowableOfType(ProblemException.class,
				() -> new RequestBodies(10).read(request).block());
		assertThat(thrown).isNotNull();
		assertThat(thrown.problem().status()).isEqualTo(HttpStatus.BAD_REQUEST);
	}

}
