package dev.actorspring.boot.webflux;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.awaitility.Awaitility.await;

/**
 * A client that leaves while a forwarded request waits. On WebFlux only: Tomcat does not
 * say that a client has left before there is something to write.
 */
@SpringBootTest(classes = ForwardAndBatchTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.ask-timeout=60s")
class ForwardedAndLeftTests {

	@Autowired
	private ActorSystem system;

	@LocalServerPort
	private int port;

	@Test
	void clientThatDisconnectsCancelsAtTheOtherActor() throws Exception {
		try (Socket socket = new Socket("localhost", this.port)) {
			OutputStream out = socket.getOutputStream();
			out.write("GET /questions/wait HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			out.flush();
			await().until(() -> expert().handling() != null);
		}
		await().until(() -> expert().handling() == null);
	}

	private NodeSnapshot.Actor expert() {
		return (NodeSnapshot.Actor) this.system.find("expert").orElseThrow();
	}

}
