package dev.actorspring.boot.webflux;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On which thread a reply becomes JSON.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "actor.metrics.enabled=false")
class ReplyThreadsTests {

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext context;

	@Test
	void withReactorNetty_itIsTheEventLoopOfTheRequest() {
		assertThat(writer(WebTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build()))
			.contains("-http-");
	}

	@Test
	void withoutAServer_itIsAParallelThread() {
		assertThat(writer(WebTestClient.bindToApplicationContext(this.context).build())).startsWith("parallel");
	}

	private static String writer(WebTestClient client) {
		return client.get()
			.uri("/writer")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody()
			.replaceAll("\\{\"thread\":\"(.*)\"}", "$1");
	}

	@Actor
	static class Writer {

		record Ask() implements Request<Writer, Witness> {

		}

		@Receive
		@GetMapping("/writer")
		Witness answer(Ask ask) {
			return new Witness();
		}

	}

	/**
	 * Tells who reads it.
	 */
	public static class Witness {

		public String getThread() {
			return Thread.currentThread().getName();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Writer.class)
	static class Application {

	}

}
