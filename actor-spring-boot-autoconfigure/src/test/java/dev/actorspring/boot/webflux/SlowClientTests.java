package dev.actorspring.boot.webflux;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.boot.webflux.StreamingApplication.Radio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client that does not read holds the actor up, and nothing is stored for it but what
 * fits into some buffers.
 */
@SpringBootTest(classes = StreamingApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.metrics.enabled=false", "actor.web.stream-heartbeat=10ms" })
@Timeout(120)
@ExtendWith(CheckedStacks.class)
class SlowClientTests {

	private static final int WAVES = 4000;

	@LocalServerPort
	private int port;

	@Test
	void clientThatDoesNotReadHoldsTheStreamUpAndMissesNothing() throws Exception {
		AtomicInteger produced = Radio.PRODUCED;
		produced.set(0);
		try (Socket socket = new Socket()) {
			socket.setReceiveBufferSize(4096);
			socket.connect(new InetSocketAddress("localhost", this.port));
			// About 64 MB, much more than the buffers of a connection hold.
			socket.getOutputStream().write("""
					GET /radio/flood?waves=%d&size=16000 HTTP/1.0
					Host: localhost
					Accept: application/x-ndjson
					Connection: close

					""".formatted(WAVES).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
			await().until(() -> produced.get() > 0);
			AtomicInteger before = new AtomicInteger(-1);
			await().during(Duration.ofSeconds(1)).until(() -> before.getAndSet(produced.get()) == produced.get());
			assertThat(produced).hasValueLessThan(WAVES / 2);

			BufferedReader reader = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
			for (int wave = 0; wave < WAVES; wave++) {
				String expected = "{\"number\":" + wave + ",";
				assertThat(reader.lines().anyMatch((line) -> line.startsWith(expected))).as(expected).isTrue();
			}
			assertThat(produced).hasValue(WAVES);
		}
	}

}
