package dev.actorspring.boot.webflux;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.Becomes;
import dev.actorspring.Ignore;
import dev.actorspring.Message;
import dev.actorspring.Postpone;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.States;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Actors with states over HTTP: a route is the same in all states, whoever handles it.
 */
@SpringBootTest(classes = StatesContractTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=actors", "actor.metrics.enabled=false" })
@ExtendWith(CheckedStacks.class)
class StatesContractTests {

	@Value("${spring.main.web-application-type}")
	private String stack;

	@Autowired
	private ActorSystem system;

	private WebTestClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	private WebTestClient.ResponseSpec post(String path) {
		return this.client.post().uri(path).exchange();
	}

	@Test
	void stateDecidesWhatBecomesOfARequest() {
		post("/gates/a/cars/1").expectStatus().isEqualTo(HttpStatus.LOCKED);
		post("/gates/a/open").expectStatus().isAccepted();
		post("/gates/a/cars/2").expectStatus().isCreated().expectBody(String.class).isEqualTo("\"2 in\"");
		this.client.get()
			.uri("/gates/a")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.isEqualTo("\"Open\"");
	}

	@Test
	void requestThatIsPostponedIsAnsweredWhenTheStateHasChanged() {
		CompletableFuture<?> waiting = this.system.keyed(Gate.class).get("b").ask(new Gate.Wait());
		assertThat(this.system.keyed(Gate.class).get("b").call(new Gate.Which())).isEqualTo("Shut");
		assertThat(waiting).isNotDone();
		CompletableFuture<Void> opened = CompletableFuture
			.runAsync(() -> post("/gates/b/open").expectStatus().isAccepted());
		post("/gates/b/wait").expectStatus().isOk().expectBody(String.class).isEqualTo("\"open\"");
		opened.join();
		assertThat(waiting.join()).isEqualTo("open");
	}

	@Test
	void endpointShowsTheStatesOfAnActor() {
		CompletableFuture<?> waiting = this.system.keyed(Gate.class).get("c").ask(new Gate.Wait());
		assertThat(this.system.keyed(Gate.class).get("c").call(new Gate.Which())).isEqualTo("Shut");
		this.client.get()
			.uri("/actuator/actors/gate/c")
			.exchange()
			.expectBody()
			.jsonPath("$.currentState")
			.isEqualTo("Shut")
			.jsonPath("$.postponed")
			.isEqualTo(1)
			.jsonPath("$.states.states[*].name")
			.isEqualTo(List.of("Shut", "Open"))
			.jsonPath("$.states.states[0].first")
			.isEqualTo(true)
			.jsonPath("$.states.states[0].postponed")
			.isEqualTo(List.of("Wait"))
			.jsonPath("$.states.transitions")
			.isEqualTo(List.of(Map.of("from", "Shut", "on", "Raise", "to", "Open")));
		waiting.cancel(false);
	}

	@ParameterizedTest
	@ValueSource(classes = { MappedInAState.class, SecuredInAState.class })
	void whatIsSaidAtOneStateFailsTheStart(Class<?> actor) {
		Throwable failure = catchThrowable(() -> new SpringApplication(Empty.class, actor).run("--server.port=0",
				"--spring.main.banner-mode=off", "--spring.main.web-application-type=" + this.stack));
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		assertThat(cause).isInstanceOf(ActorConfigurationException.class)
			.hasMessageContaining(actor.getName() + "$Only");
		assertThat(((ActorConfigurationException) cause).getAction())
			.contains((actor == MappedInAState.class) ? "Say it once, for all states" : "Put it at a @Receive method");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Empty {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Gate.class)
	static class Application {

	}

	@ResponseStatus(HttpStatus.LOCKED)
	static class GateShutException extends Exception {

		private static final long serialVersionUID = 1L;

	}

	@KeyedActor("gate")
	@RequestMapping("/gates/{key}")
	@States(value = Gate.Position.class, first = Gate.Shut.class)
	static class Gate {

		record Car(int number) implements Request<Gate, String> {

		}

		record Wait() implements Request<Gate, String> {

		}

		record Which() implements Request<Gate, String> {

		}

		record Raise() implements Message<Gate> {

		}

		sealed interface Position {

			@Receive
			@PostMapping("/cars/{number}")
			@ResponseStatus(HttpStatus.CREATED)
			CompletionStage<String> car(Car car, ActorContext<Gate> context) throws GateShutException;

		}

		private final ActorContext<Gate> context;

		Gate(ActorContext<Gate> context) {
			this.context = context;
			context.become(new Shut());
		}

		@Receive
		@GetMapping
		String which(Which which) {
			return this.context.state().getClass().getSimpleName();
		}

		@Receive
		@PostMapping("/wait")
		String waitFor(Wait wait) {
			return "open";
		}

		@Postpone(Wait.class)
		final class Shut implements Position {

			@Override
			public CompletionStage<String> car(Car car, ActorContext<Gate> context) throws GateShutException {
				throw new GateShutException();
			}

			@Receive
			@Becomes(Open.class)
			void raise(Raise raise) {
				Gate.this.context.become(new Open());
			}

		}

		@Receive
		@PostMapping("/open")
		void other(Raise raise) {
		}

		final class Open implements Position {

			@Override
			public CompletionStage<String> car(Car car, ActorContext<Gate> context) {
				return CompletableFuture.completedFuture(car.number() + " in");
			}

		}

	}

	@Actor("mapped")
	@States(MappedInAState.State.class)
	static class MappedInAState {

		record Go() implements Message<MappedInAState> {

		}

		sealed interface State {

		}

		record Only() implements State {

			@Receive
			@PostMapping("/go")
			void go(Go go) {
			}

		}

	}

	@Actor("secured")
	@States(SecuredInAState.State.class)
	static class SecuredInAState {

		record Go() implements Message<SecuredInAState> {

		}

		sealed interface State {

		}

		@Ignore(Go.class)
		record Other() implements State {

		}

		record Only() implements State {

			@Receive
			@PreAuthorize("hasRole('ADMIN')")
			void go(Go go) {
			}

		}

	}

}
