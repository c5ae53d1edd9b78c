package dev.actorspring.boot.webflux;

import java.time.Duration;
import java.util.concurrent.Flow;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What actors declare is offered to the application's advice, and nothing else is.
 */
@SpringBootTest(classes = AdviceContractTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.metrics.enabled=false")
@ExtendWith(CheckedStacks.class)
class AdviceContractTests {

	private static final String TYPE = "urn:actor-spring:problem:";

	private WebTestClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@Test
	void adviceForADeclaredException_answers() {
		get("overdrawn", 402).jsonPath("$.sorry").isEqualTo("only 3 left");
	}

	@Test
	void adviceForADeclaredException_answersWhereAStreamIsAskedFor() {
		get("overdrawn-stream", 402).jsonPath("$.sorry").isEqualTo("only 5 left");
	}

	@Test
	void declaredExceptionWithoutAdvice_isAnsweredAsEver() {
		get("closed", 410).jsonPath("$.type").isEqualTo(TYPE + "declined");
	}

	@Test
	void adviceThatFails_isAsNone() {
		get("lost", 422).jsonPath("$.type").isEqualTo(TYPE + "declined");
	}

	/**
	 * Where a handler declares everything, what is refused before it is ours all the
	 * same.
	 */
	@Test
	void refusalsAreNotOfferedToAdvice() {
		getAt("/careless?number=many", 400).jsonPath("$.type").isEqualTo(TYPE + "invalid-request");
		getAt("/careless?number=1", 418).jsonPath("$.sorry").isEqualTo("anything");
	}

	@Test
	void crashIsNotTakenForItsCause() {
		get("crash", 500).jsonPath("$.type").isEqualTo(TYPE + "crashed");
	}

	private WebTestClient.BodyContentSpec get(String path, int status) {
		return getAt("/teller/" + path, status);
	}

	private WebTestClient.BodyContentSpec getAt(String path, int status) {
		return this.client.get().uri(path).exchange().expectStatus().isEqualTo(status).expectBody();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Teller.class, Sorry.class, Careless.class, SorryForAnything.class })
	static class Application {

	}

	@RestControllerAdvice(assignableTypes = Teller.class)
	static class Sorry {

		@ExceptionHandler
		ResponseEntity<Apology> overdrawn(Overdrawn overdrawn) {
			return ResponseEntity.status(HttpStatus.PAYMENT_REQUIRED).body(new Apology(overdrawn.getMessage()));
		}

		@ExceptionHandler
		ResponseEntity<Apology> lost(Lost lost) {
			throw new IllegalArgumentException("lost, too");
		}

		@ExceptionHandler
		ResponseEntity<Apology> crashed(IllegalStateException crash) {
			return ResponseEntity.ok(new Apology("never"));
		}

	}

	@RestControllerAdvice(assignableTypes = Careless.class)
	static class SorryForAnything {

		@ExceptionHandler
		ResponseEntity<Apology> anything(Exception failure) {
			return ResponseEntity.status(HttpStatus.I_AM_A_TEAPOT).body(new Apology(failure.getMessage()));
		}

	}

	record Apology(String sorry) {

	}

	static class Overdrawn extends Exception {

		Overdrawn(int left) {
			super("only " + left + " left");
		}

	}

	static class Lost extends Exception {

	}

	@ResponseStatus(HttpStatus.GONE)
	static class Closed extends Exception {

	}

	@Actor
	static class Careless {

		@Receive
		@GetMapping("/careless")
		String anything(Anything message) throws Exception {
			throw new Exception("anything");
		}

		record Anything(int number) implements Request<Careless, String> {

		}

	}

	@Actor
	@RequestMapping("/teller")
	static class Teller {

		@Receive
		@GetMapping("/overdrawn")
		String overdraw(Overdraw message) throws Overdrawn {
			throw new Overdrawn(3);
		}

		@Receive
		@GetMapping("/overdrawn-stream")
		Flow.Publisher<String> overdrawAll(OverdrawAll message) throws Overdrawn {
			throw new Overdrawn(5);
		}

		@Receive
		@GetMapping("/closed")
		String close(Close message) throws Closed {
			throw new Closed();
		}

		@Receive
		@GetMapping("/lost")
		String lose(Lose message) throws Lost {
			throw new Lost();
		}

		@Receive
		@GetMapping("/crash")
		String crash(Crash message) {
			throw new IllegalStateException("crash");
		}

		record Overdraw() implements Request<Teller, String> {

		}

		record OverdrawAll() implements Request<Teller, Flow.Publisher<String>> {

		}

		record Close() implements Request<Teller, String> {

		}

		record Lose() implements Request<Teller, String> {

		}

		record Crash() implements Request<Teller, String> {

		}

	}

}
