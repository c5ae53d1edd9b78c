package dev.actorspring.boot.webflux;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

class StreamBodiesTests {

	@Test
	void heartbeatOfAnyLength_isAccepted() {
		StreamBodies bodies = new StreamBodies(Duration.ofSeconds(Long.MAX_VALUE), new StreamShutdown());
		assertThat(bodies.withHeartbeat(Flux.just(new byte[1]), new byte[2]).collectList().block()).hasSize(1);
	}

}
