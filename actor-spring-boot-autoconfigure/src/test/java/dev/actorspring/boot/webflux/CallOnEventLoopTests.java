package dev.actorspring.boot.webflux;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody may wait on a thread that serves many.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "actor.metrics.enabled=false")
class CallOnEventLoopTests {

	@LocalServerPort
	private int port;

	@Test
	void callFailsAtOnceAndSaysWhatToWrite() {
		get("/call").value((text) -> assertThat(text).contains("Cannot wait for echo to answer Say on the thread ",
				"-http-", "Mono.fromFuture"));
	}

	@Test
	void callOnAThreadThatMayWaitWorks() {
		get("/elsewhere").isEqualTo("hi");
	}

	@Test
	void askWorks() {
		get("/ask").isEqualTo("hi");
	}

	private WebTestClient.BodySpec<String, ?> get(String path) {
		return WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + this.port)
			.responseTimeout(Duration.ofSeconds(20))
			.build()
			.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Echo.class, Controller.class })
	static class Application {

	}

	@RestController
	static class Controller {

		@Autowired
		private ActorRef<Echo> echo;

		@GetMapping("/{way}")
		Mono<String> get(@PathVariable String way) {
			return switch (way) {
				case "call" -> {
					try {
						yield Mono.just(this.echo.call(new Echo.Say("hi")));
					}
					catch (IllegalStateException ex) {
						yield Mono.just(ex.getMessage());
					}
				}
				case "ask" -> Mono.fromFuture(() -> this.echo.ask(new Echo.Say("hi")));
				default -> Mono.fromCallable(() -> this.echo.call(new Echo.Say("hi")))
					.subscribeOn(Schedulers.boundedElastic());
			};
		}

	}

	@Actor("echo")
	static class Echo {

		record Say(String text) implements Request<Echo, String> {

		}

		@Receive
		String say(Say say) {
			return say.text();
		}

	}

}
