package dev.actorspring.boot.webflux;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.Dispatcher;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.TimeSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * On which thread a request is handled.
 */
@SpringBootTest(classes = LentThreadsTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.metrics.enabled=false")
class LentThreadsTests {

	private static final String EVENT_LOOP = "-http-";

	@LocalServerPort
	private int port;

	@Test
	void actorOnCompute_isRunByTheEventLoopOnceItIsKnownToBeFast() {
		// It may still be busy with the request before.
		await().until(() -> handler("/quick").contains(EVENT_LOOP));
	}

	@Test
	void failureOnTheEventLoop_isAnsweredAsEver() {
		await().until(() -> handler("/quick").contains(EVENT_LOOP));
		client().get().uri("/refusal").exchange().expectStatus().isEqualTo(422);
		client().get().uri("/crash").exchange().expectStatus().isEqualTo(500);
		assertThat(handler("/quick")).isNotEmpty();
	}

	@RepeatedTest(3)
	void actorThatMayBlock_isNotRunByTheEventLoop() {
		assertThat(handler("/patient")).doesNotContain(EVENT_LOOP);
	}

	private String handler(String path) {
		return client().get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

	private WebTestClient client() {
		return WebTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
	}

	@Nested
	@TestPropertySource(properties = "actor.web.lend-threads=false")
	class SwitchedOff {

		@LocalServerPort
		private int port;

		@RepeatedTest(3)
		void nobody_isRunByTheEventLoop() {
			LentThreadsTests.this.port = this.port;
			assertThat(handler("/quick")).doesNotContain(EVENT_LOOP);
		}

	}

	/**
	 * Tells who handles it.
	 */
	record Handled(String thread) {

		static Handled here() {
			return new Handled(Thread.currentThread().getName());
		}

	}

	@Actor(dispatcher = Dispatcher.COMPUTE)
	static class Quick {

		record Ask() implements Request<Quick, Handled> {

		}

		record Refuse() implements Request<Quick, Handled> {

		}

		record Crash() implements Request<Quick, Handled> {

		}

		static class Refused extends Exception {

			private static final long serialVersionUID = 1L;

		}

		@Receive
		@GetMapping("/quick")
		Handled answer(Ask ask) {
			return Handled.here();
		}

		@Receive
		@GetMapping("/refusal")
		Handled refuse(Refuse refuse) throws Refused {
			throw new Refused();
		}

		@Receive
		@GetMapping("/crash")
		Handled crash(Crash crash) {
			throw new IllegalStateException("boom");
		}

	}

	@Actor
	static class Patient {

		record Ask() implements Request<Patient, Handled> {

		}

		@Receive
		@GetMapping("/patient")
		Handled answer(Ask ask) {
			return Handled.here();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Quick.class, Patient.class })
	static class Application {

		/**
		 * Every turn is fast, as it takes only two looks at the clock.
		 */
		@Bean
		TimeSource timeSource() {
			AtomicLong looks = new AtomicLong();
			return new TimeSource() {

				@Override
				public long nanos() {
					return looks.incrementAndGet() * 1_000;
				}

				@Override
				public void parkUntil(long nanos) {
					LockSupport.parkNanos(10_000_000);
				}

			};
		}

	}

}
