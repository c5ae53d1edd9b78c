package dev.actorspring.boot.webflux;

import dev.actorspring.boot.webflux.StreamClient.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that shuts down while it serves a stream.
 */
class StreamShutdownTests {

	@Test
	@Timeout(60)
	void streamIsEndedAndNotWaitedFor() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(StreamingApplication.class)
			.web(WebApplicationType.REACTIVE)
			.properties("server.port=0", "spring.lifecycle.timeout-per-shutdown-phase=1h")
			.run()) {
			int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
			try (Listener listener = new StreamClient(port).listen("application/x-ndjson")) {
				context.close();
				assertThat(listener.readLine()).contains("urn:actor-spring:problem:terminated", "shutting down");
				assertThat(listener.readLine()).isNull();
			}
		}
	}

}
