package dev.actorspring.boot.webflux;

import dev.actorspring.boot.webflux.StreamClient.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client hears of a stream that has nothing to say.
 */
@SpringBootTest(classes = StreamingApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.metrics.enabled=false", "actor.web.stream-heartbeat=20ms" })
@Timeout(120)
@ExtendWith(CheckedStacks.class)
class StreamHeartbeatTests {

	@LocalServerPort
	private int port;

	@Test
	void events_heartbeatIsAComment() throws Exception {
		try (Listener listener = new StreamClient(this.port).listen("text/event-stream")) {
			for (int i = 0; i < 3; i++) {
				assertThat(listener.readLine()).isEqualTo(":");
				assertThat(listener.readLine()).isEmpty();
			}
		}
	}

	@Test
	void lines_heartbeatIsABlankLine() throws Exception {
		try (Listener listener = new StreamClient(this.port).listen("application/x-ndjson")) {
			for (int i = 0; i < 3; i++) {
				assertThat(listener.readLine()).isEmpty();
			}
		}
	}

	@Test
	void heartbeatEndsWithTheStream() throws Exception {
		StreamClient client = new StreamClient(this.port);
		try (Listener listener = client.listen("application/x-ndjson")) {
			client.tell("/radio/songs", "{\"title\":\"last\"}");
			client.tell("/radio/end", "");
			String line = "";
			while (line.isEmpty()) {
				line = listener.readLine();
			}
			assertThat(line).contains("last");
			while (line != null) {
				line = listener.readLine();
			}
		}
	}

}
