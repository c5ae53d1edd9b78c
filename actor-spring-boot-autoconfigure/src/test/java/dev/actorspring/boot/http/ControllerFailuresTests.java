package dev.actorspring.boot.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.KeyedActors;
import dev.actorspring.MailboxFullException;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.reactor.ReactorActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.test.web.servlet.client.MockMvcWebTestClient;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application's own controllers answer when their asks fail.
 */
@ExtendWith(OutputCaptureExtension.class)
class ControllerFailuresTests {

	private static volatile CountDownLatch held = new CountDownLatch(1);

	@BeforeEach
	void hold() {
		held = new CountDownLatch(1);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void timeout_is504(Stack stack, Way way) {
		stack.run((client) -> {
			get(client, way, "hang").expectStatus()
				.isEqualTo(504)
				.expectHeader()
				.contentType(MediaType.APPLICATION_PROBLEM_JSON)
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:timeout")
				.jsonPath("$.title")
				.isEqualTo("No reply in time")
				.jsonPath("$.status")
				.isEqualTo(504)
				.jsonPath("$.detail")
				.isEqualTo("There was no reply in the time allowed.")
				.jsonPath("$.instance")
				.isEqualTo("/" + way + "/hang");
			held.countDown();
		}, "actor.ask-timeout=50ms");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void fullMailbox_is503WithRetryAfter(Stack stack, Way way) {
		stack.run((client) -> {
			stack.fill();
			get(client, way, "reply").expectStatus()
				.isEqualTo(503)
				.expectHeader()
				.exists(HttpHeaders.RETRY_AFTER)
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:mailbox-full");
			held.countDown();
		}, "actor.actors.clerk.mailbox-capacity=1");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void crash_is500WithTheIdOfTheLog(Stack stack, Way way, CapturedOutput output) {
		stack.run((client) -> {
			byte[] body = get(client, way, "crash").expectStatus()
				.isEqualTo(500)
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:crashed")
				.jsonPath("$.detail")
				.isEqualTo("Something went wrong; the error id is in the log.")
				.returnResult()
				.getResponseBodyContent();
			String id = com.jayway.jsonpath.JsonPath.read(new String(body), "$.errorId");
			assertThat(output.getOut().lines().filter((line) -> line.contains(id))).singleElement()
				.asString()
				.contains("ERROR", "clerk crashed while handling Do", "java.lang.IllegalStateException: it fell");
		});
	}

	@ParameterizedTest
	@MethodSource("ways")
	void terminatedActor_is503WithRetryAfter(Stack stack, Way way) {
		stack.run((client) -> {
			get(client, way, "stop").expectStatus().isOk();
			stack.awaitStop();
			get(client, way, "reply").expectStatus()
				.isEqualTo(503)
				.expectHeader()
				.valueEquals(HttpHeaders.RETRY_AFTER, "5")
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:terminated");
		});
	}

	@ParameterizedTest
	@EnumSource
	void actorInBackoff_is503WithRetryAfter(Stack stack) {
		stack.run((client) -> client.get()
			.uri("/broken")
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.exists(HttpHeaders.RETRY_AFTER)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:backoff"), "actor.ask-timeout=1s");
	}

	@ParameterizedTest
	@EnumSource
	void declaredCheckedException_isAsTheGatewayAnswersIt(Stack stack) {
		stack.run((client) -> get(client, Way.CALL, "decline").expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:declined")
			.jsonPath("$.detail")
			.isEqualTo("sold out"));
	}

	@ParameterizedTest
	@EnumSource
	void goodAnswer_isLeftAlone(Stack stack) {
		stack.run((client) -> get(client, Way.CALL, "reply").expectStatus()
			.isOk()
			.expectBody(String.class)
			.isEqualTo("done"));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void handlerForAllExceptions_doesNotCount(Stack stack, Way way) {
		stack.with(CatchAll.class).run((client) -> {
			get(client, way, "hang").expectStatus().isEqualTo(504);
			held.countDown();
		}, "actor.ask-timeout=50ms");
		stack.with(CatchAll.class).run((client) -> {
			get(client, way, "crash").expectStatus().isEqualTo(500);
			get(client, way, "own").expectStatus().isEqualTo(418);
		});
	}

	@ParameterizedTest
	@MethodSource("ways")
	void handlerForTheCauseOfACrash_doesNotCount(Stack stack, Way way) {
		stack.with(ForCauses.class)
			.run((client) -> get(client, way, "crash").expectStatus()
				.isEqualTo(500)
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:crashed"));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void handlerForActorExceptions_wins(Stack stack, Way way) {
		stack.with(CatchAll.class, ForActors.class)
			.run((client) -> get(client, way, "crash").expectStatus()
				.isEqualTo(599)
				.expectBody(String.class)
				.isEqualTo("ActorCrashedException via GET"));
		stack.with(CatchAll.class, ForActors.class).run((client) -> {
			get(client, way, "hang").expectStatus().isEqualTo(599);
			held.countDown();
		}, "actor.ask-timeout=50ms");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void handlerForOneActorException_winsForThatOne(Stack stack, Way way) {
		stack.with(ForTimeouts.class).run((client) -> {
			get(client, way, "hang").expectStatus().isEqualTo(598);
			held.countDown();
		}, "actor.ask-timeout=50ms");
		stack.with(ForTimeouts.class).run((client) -> get(client, way, "crash").expectStatus().isEqualTo(500));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void handlerForOtherControllers_doesNotCount(Stack stack, Way way) {
		stack.with(ForOthers.class).run((client) -> get(client, way, "crash").expectStatus().isEqualTo(500));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void handlerOfTheController_wins(Stack stack, Way way) {
		stack.run((client) -> client.get().uri("/own/" + way + "/crash").exchange().expectStatus().isEqualTo(597));
		stack.run((client) -> {
			client.get().uri("/own/" + way + "/hang").exchange().expectStatus().isEqualTo(504);
			held.countDown();
		}, "actor.ask-timeout=50ms");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void handlerForAnExceptionWithAnActorExceptionAsItsCause_wins(Stack stack, Way way) {
		for (Class<?> advice : new Class<?>[] { ForWrapper.class, ForWrapperOfThese.class }) {
			stack.with(advice).run((client) -> {
				get(client, way, "wrapped").expectStatus()
					.isEqualTo(502)
					.expectBody(String.class)
					.isEqualTo("checkout failed");
			});
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void exceptionWithAnActorExceptionAsItsCause_isNotOurs(Stack stack, Way way) {
		stack.with(CatchAll.class).run((client) -> get(client, way, "wrapped").expectStatus().isEqualTo(418));
	}

	@ParameterizedTest
	@EnumSource
	void handlerForADeclaredException_wins(Stack stack) {
		stack.with(ForCauses.class).run((client) -> get(client, Way.CALL, "decline").expectStatus().isEqualTo(410));
		stack.with(CatchAll.class).run((client) -> get(client, Way.CALL, "decline").expectStatus().isEqualTo(418));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void switchedOff_nothingIsAnswered(Stack stack, Way way) {
		stack.with(CatchAll.class)
			.run((client) -> get(client, way, "crash").expectStatus().isEqualTo(418),
					"actor.web.problem-details.enabled=false");
	}

	@Test
	void handlerOnWebFlux_getsWhatSpringGivesIt() {
		Stack.WEBFLUX.with(WithArguments.class)
			.run((client) -> client.get()
				.uri("/MONO/crash?q=1")
				.header("h", "2")
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.contentType("text/plain;charset=UTF-8")
				.expectBody(String.class)
				.isEqualTo("crash 1 2 GET /MONO/crash Controller"));
	}

	@Test
	void failureOfTheApplicationsHandler_isNoAnswerOfOurs() {
		Stack.WEBFLUX.with(Failing.class)
			.run((client) -> get(client, Way.MONO, "crash").expectStatus()
				.isEqualTo(500)
				.expectBody()
				.jsonPath("$.type")
				.doesNotExist());
	}

	private static Stream<org.junit.jupiter.params.provider.Arguments> ways() {
		return Stream.of(Stack.values())
			.flatMap((stack) -> Stream.of(Way.values())
				.map((way) -> org.junit.jupiter.params.provider.Arguments.of(stack, way)));
	}

	private static ResponseSpec get(WebTestClient client, Way way, String what) {
		return client.get().uri("/" + way + "/" + what).exchange();
	}

	/**
	 * How a controller asks.
	 */
	enum Way {

		CALL, JOIN, GET, FUTURE, MONO

	}

	enum Stack {

		WEBFLUX, MVC;

		private Class<?>[] advice = {};

		private ApplicationContext context;

		Stack with(Class<?>... classes) {
			this.advice = classes;
			return this;
		}

		void run(Consumer<WebTestClient> test, String... properties) {
			Class<?>[] configuration = Stream
				.concat(Stream.of(this.advice),
						Stream.of(Clerk.class, Broken.class, Controller.class, OwnController.class))
				.toArray(Class<?>[]::new);
			this.advice = new Class<?>[0];
			if (this == WEBFLUX) {
				new ReactiveWebApplicationContextRunner().withConfiguration(HttpAutoConfigurations.routes())
					.withConfiguration(HttpAutoConfigurations.problemDetails())
					.withConfiguration(
							AutoConfigurations.of(ActorAutoConfiguration.class, ReactorActorAutoConfiguration.class,
									JacksonAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
									WebFluxAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
					.withUserConfiguration(configuration)
					// Where a controller may call.
					.withPropertyValues("spring.threads.virtual.enabled=true")
					.withPropertyValues(properties)
					.run((started) -> {
						this.context = started;
						test.accept(WebTestClient.bindToApplicationContext(started)
							.configureClient()
							.responseTimeout(Duration.ofSeconds(20))
							.build());
					});
			}
			else {
				new WebApplicationContextRunner().withConfiguration(HttpAutoConfigurations.problemDetails())
					.withConfiguration(
							AutoConfigurations.of(ActorAutoConfiguration.class, ReactorActorAutoConfiguration.class,
									JacksonAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
									DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
					.withUserConfiguration(configuration)
					.withPropertyValues(properties)
					.run((started) -> {
						this.context = started;
						test.accept(MockMvcWebTestClient
							.bindToApplicationContext((WebApplicationContext) started.getSourceApplicationContext())
							.configureClient()
							.responseTimeout(Duration.ofSeconds(20))
							.build());
					});
			}
		}

		void fill() {
			ActorSystem system = this.context.getBean(ActorSystem.class);
			ActorRef<Clerk> clerk = system.actor(Clerk.class);
			clerk.ask(new Clerk.Do("hang"));
			Awaitility.await().until(() -> ((NodeSnapshot.Actor) system.find("clerk").orElseThrow()).depth() == 0);
			clerk.ask(new Clerk.Do("hang"));
		}

		void awaitStop() {
			ActorSystem system = this.context.getBean(ActorSystem.class);
			Awaitility.await()
				.until(() -> system.actor(Clerk.class).ask(new Clerk.Do("reply")).isCompletedExceptionally());
		}

	}

	@Actor(restart = RestartType.TRANSIENT)
	static class Clerk {

		private final ActorContext<Clerk> context;

		Clerk(ActorContext<Clerk> context) {
			this.context = context;
		}

		@Receive
		String on(Do message) throws SoldOut, InterruptedException {
			return switch (message.what()) {
				case "hang" -> {
					held.await();
					yield "late";
				}
				case "crash", "wrapped" -> throw new IllegalStateException("it fell");
				case "decline" -> throw new SoldOut();
				case "stop" -> {
					this.context.stop();
					yield "stopped";
				}
				default -> "done";
			};
		}

		record Do(String what) implements Request<Clerk, String> {

		}

	}

	@KeyedActor("broken")
	static class Broken {

		Broken() {
			throw new IllegalStateException("no licence");
		}

		@Receive
		String on(Ask ask) {
			return "";
		}

		record Ask() implements Request<Broken, String> {

		}

	}

	@ResponseStatus(HttpStatus.CONFLICT)
	static class SoldOut extends Exception {

		private static final long serialVersionUID = 1L;

		SoldOut() {
			super("sold out");
		}

	}

	static class CheckoutFailed extends RuntimeException {

		private static final long serialVersionUID = 1L;

		CheckoutFailed(Throwable cause) {
			super("checkout failed", cause);
		}

	}

	abstract static class Asking {

		private final ActorRef<Clerk> clerk;

		Asking(ActorRef<Clerk> clerk) {
			this.clerk = clerk;
		}

		Object ask(Way way, String what) throws Exception {
			if (what.equals("own")) {
				throw new UnsupportedOperationException();
			}
			try {
				return switch (way) {
					case CALL -> this.clerk.call(new Clerk.Do(what));
					case JOIN -> this.clerk.ask(new Clerk.Do(what)).join();
					case GET -> this.clerk.ask(new Clerk.Do(what)).get();
					default -> throw new IllegalArgumentException();
				};
			}
			catch (ActorException | CompletionException | ExecutionException ex) {
				if (what.equals("wrapped")) {
					throw new CheckoutFailed(ControllerFailures.failure(ex));
				}
				throw ex;
			}
		}

		CompletableFuture<String> future(String what) {
			if (what.equals("own")) {
				return CompletableFuture.failedFuture(new UnsupportedOperationException());
			}
			CompletableFuture<String> future = this.clerk.ask(new Clerk.Do(what));
			return what.equals("wrapped")
					? future.exceptionallyCompose((ex) -> CompletableFuture.failedFuture(new CheckoutFailed(ex)))
					: future;
		}

	}

	@RestController
	static class Controller extends Asking {

		private final KeyedActors<Broken> broken;

		Controller(ActorRef<Clerk> clerk, KeyedActors<Broken> broken) {
			super(clerk);
			this.broken = broken;
		}

		@GetMapping({ "/CALL/{what}" })
		Object call(@PathVariable String what) throws Exception {
			return ask(Way.CALL, what);
		}

		@GetMapping({ "/JOIN/{what}" })
		Object join(@PathVariable String what) throws Exception {
			return ask(Way.JOIN, what);
		}

		@GetMapping({ "/GET/{what}" })
		Object get(@PathVariable String what) throws Exception {
			return ask(Way.GET, what);
		}

		@GetMapping("/FUTURE/{what}")
		CompletableFuture<String> later(@PathVariable String what) {
			return future(what);
		}

		@GetMapping("/MONO/{what}")
		Mono<String> mono(@PathVariable String what) {
			return Mono.fromFuture(() -> future(what));
		}

		@GetMapping("/broken")
		Mono<String> broken() {
			return Mono.fromFuture(() -> this.broken.get("1").ask(new Broken.Ask()));
		}

	}

	@RestController
	static class OwnController extends Asking {

		OwnController(ActorRef<Clerk> clerk) {
			super(clerk);
		}

		@GetMapping({ "/own/CALL/{what}", "/own/JOIN/{what}", "/own/GET/{what}" })
		Object call(@PathVariable String what) throws Exception {
			return ask(Way.CALL, what);
		}

		@GetMapping({ "/own/FUTURE/{what}", "/own/MONO/{what}" })
		CompletableFuture<String> later(@PathVariable String what) {
			return future(what);
		}

		@ExceptionHandler(IllegalStateException.class)
		ResponseEntity<String> handle(IllegalStateException exception) {
			return ResponseEntity.status(597).build();
		}

	}

	@ControllerAdvice
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class CatchAll {

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> handle(Exception exception) {
			return ResponseEntity.status(418).build();
		}

	}

	@ControllerAdvice
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class ForCauses {

		@ExceptionHandler(IllegalStateException.class)
		ResponseEntity<String> handle(IllegalStateException exception) {
			return ResponseEntity.status(411).build();
		}

		@ExceptionHandler
		ResponseEntity<String> handle(SoldOut exception) {
			return ResponseEntity.status(410).build();
		}

	}

	@RestControllerAdvice
	static class ForActors {

		@ExceptionHandler(ActorException.class)
		ResponseEntity<String> handle(ActorException exception, org.springframework.http.HttpMethod method) {
			return ResponseEntity.status(599).body(exception.getClass().getSimpleName() + " via " + method);
		}

	}

	@RestControllerAdvice
	static class ForTimeouts {

		@ExceptionHandler({ AskTimeoutException.class, MailboxFullException.class })
		ResponseEntity<String> handle(ActorException exception) {
			return ResponseEntity.status(598).build();
		}

	}

	@RestControllerAdvice(assignableTypes = String.class)
	static class ForOthers {

		@ExceptionHandler(ActorCrashedException.class)
		ResponseEntity<String> handle(ActorException exception) {
			return ResponseEntity.status(598).build();
		}

	}

	@RestControllerAdvice
	static class ForWrapper {

		@ExceptionHandler
		@ResponseStatus(HttpStatus.BAD_GATEWAY)
		String handle(CheckoutFailed exception, @Nullable HandlerMethod method) {
			return String.valueOf(exception.getMessage());
		}

	}

	@RestControllerAdvice(annotations = RestController.class)
	static class ForWrapperOfThese extends ForWrapper {

	}

	@RestControllerAdvice
	static class WithArguments {

		@ExceptionHandler(exception = ActorCrashedException.class, produces = "text/plain;charset=UTF-8")
		String handle(@PathVariable String what, @RequestParam String q, @RequestHeader String h,
				ServerHttpRequest request, HandlerMethod method) {
			return "%s %s %s %s %s %s".formatted(what, q, h, request.getMethod(), request.getPath().value(),
					method.getBeanType().getSimpleName());
		}

	}

	@RestControllerAdvice
	static class Failing {

		@ExceptionHandler(ActorException.class)
		String handle(ActorException exception) {
			throw new UnsupportedOperationException("cannot handle");
		}

	}

}
