package dev.actorspring.boot.webflux;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(classes = GatewayApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.ask-timeout=60s")
class ClientDisconnectTests {

	@Autowired
	private ActorSystem system;

	@Autowired
	private MeterRegistry meters;

	@LocalServerPort
	private int port;

	@Test
	void clientThatDisconnects_withdrawsItsRequest() throws Exception {
		GatewayApplication.Desk.gate = new CountDownLatch(1);
		try (Socket first = post("/desk/wait")) {
			await().until(() -> desk().handling() != null);
			try (Socket second = post("/desk/crash")) {
				await().until(() -> desk().depth() == 1);
			}
			await().untilAsserted(() -> assertThat(asks("Crash", "cancelled")).isOne());
		}
		finally {
			GatewayApplication.Desk.gate.countDown();
		}
		await().until(() -> desk().depth() == 0 && desk().handling() == null);
		assertThat(desk().incarnation()).isOne();
	}

	private Socket post(String path) throws Exception {
		Socket socket = new Socket("localhost", this.port);
		OutputStream out = socket.getOutputStream();
		out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		out.flush();
		return socket;
	}

	private long asks(String message, String outcome) {
		Timer timer = this.meters.find("actor.asks").tags("message", message, "outcome", outcome).timer();
		return (timer != null) ? timer.count() : 0;
	}

	private NodeSnapshot.Actor desk() {
		return (NodeSnapshot.Actor) this.system.find("desk").orElseThrow();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Metrics {

		@Bean
		SimpleMeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

	}

}
