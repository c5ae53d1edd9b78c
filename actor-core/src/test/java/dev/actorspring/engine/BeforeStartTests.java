package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.KeyedActors;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Requests to a system that does not run yet: their deadlines count, and a wait that
 * cannot end fails at once.
 */
class BeforeStartTests extends SystemTest {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final Duration FOREVER = Duration.ofDays(1_000);

	/**
	 * Ways of waiting that the engine can see.
	 */
	enum Waiting {

		CALL((ref) -> ref.call(new Counter.Get(), FOREVER)),

		GET((ref) -> {
			try {
				ref.ask(new Counter.Get(), FOREVER).get();
			}
			catch (Exception ex) {
				throw (ex instanceof RuntimeException unchecked) ? unchecked : new CompletionException(ex);
			}
		}),

		GET_WITHIN((ref) -> {
			try {
				ref.ask(new Counter.Get(), FOREVER).get(1, TimeUnit.DAYS);
			}
			catch (Exception ex) {
				throw (ex instanceof RuntimeException unchecked) ? unchecked : new CompletionException(ex);
			}
		}),

		JOIN((ref) -> ref.ask(new Counter.Get(), FOREVER).join());

		private final Consumer<ActorRef<Counter>> action;

		Waiting(Consumer<ActorRef<Counter>> action) {
			this.action = action;
		}

	}

	@BeforeEach
	void build() {
		this.system = ActorSystem.builder()
			.timeSource(this.time)
			.actor(counter("counter"))
			.actor(ActorSpec.keyed("keyed", Counter.class, Counter::new))
			.build();
	}

	private ActorRef<Counter> single() {
		return this.system.actor("counter", Counter.class);
	}

	private ActorRef<Counter> keyed() {
		KeyedActors<Counter> family = this.system.keyed("keyed", Counter.class);
		return family.get("key");
	}

	@Test
	void deadlinesCountFromTheAsk() {
		for (ActorRef<Counter> ref : List.of(single(), keyed())) {
			CompletableFuture<Integer> asked = ref.ask(new Counter.Get(), TIMEOUT);
			assertThat(asked).isNotDone();
			this.time.advance(TIMEOUT.plusMillis(20));
			await().until(asked::isDone);
			assertThat(failure(asked)).isInstanceOf(AskTimeoutException.class).hasMessageContaining("not running");
		}
	}

	@Test
	void othersMayWaitUntilTheSystemRuns() {
		CompletableFuture<Integer> called = CompletableFuture
			.supplyAsync(() -> single().call(new Counter.Get(), FOREVER));
		await().until(() -> this.system.gauges().iterator().next().depth() == 1);
		this.system.start();
		assertThat(called.join()).isZero();
	}

	@Test
	void othersThatWaitAreToldWhenTheirTimeIsUp() {
		CompletableFuture<Integer> called = CompletableFuture
			.supplyAsync(() -> single().call(new Counter.Get(), TIMEOUT));
		await().until(() -> this.system.gauges().iterator().next().depth() == 1);
		this.time.advance(TIMEOUT.plusMillis(20));
		assertThat(failure(called)).isInstanceOf(AskTimeoutException.class);
	}

	@ParameterizedTest
	@EnumSource(Waiting.class)
	void threadThatIsToStartTheSystemMayNotWait(Waiting waiting) {
		// The test may run on another thread than what has been before it.
		build();
		for (ActorRef<Counter> ref : List.of(single(), keyed())) {
			assertThatIllegalStateException().isThrownBy(() -> waiting.action.accept(ref))
				.withMessageContaining(ref.path())
				.withMessageContaining("ApplicationRunner")
				.withMessageContaining("ApplicationReadyEvent");
		}
	}

	@ParameterizedTest
	@EnumSource(Waiting.class)
	void threadThatHasStartedTheSystemMayWait(Waiting waiting) {
		this.system.start();
		waiting.action.accept(single());
		waiting.action.accept(keyed());
	}

	@Test
	void whatWasAskedBeforeTheStartIsAnsweredAfterIt() {
		CompletableFuture<Integer> single = single().ask(new Counter.Get(), FOREVER);
		CompletableFuture<Integer> keyed = keyed().ask(new Counter.Get(), FOREVER);
		this.system.start();
		assertThat(single.join()).isZero();
		assertThat(keyed.join()).isZero();
	}

	/**
	 * How an actor that is being made waits for another.
	 */
	enum InConstructor {

		CALL((context, ref) -> ref.call(new Counter.Get(), FOREVER)),

		AWAIT((context, ref) -> context.await(ref.ask(new Counter.Get(), FOREVER))),

		AWAIT_WHAT_COMES_OF_IT(
				(context, ref) -> context.await(ref.ask(new Counter.Get(), FOREVER).thenApply((value) -> value))),

		JOIN((context, ref) -> ref.ask(new Counter.Get(), FOREVER).join());

		private final BiConsumer<ActorContext<?>, ActorRef<Counter>> action;

		InConstructor(BiConsumer<ActorContext<?>, ActorRef<Counter>> action) {
			this.action = action;
		}

	}

	private void assertRefuses(UnaryOperator<ActorSystemBuilder> setup) {
		this.system.close();
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> start((builder) -> setup.apply(builder.timeSource(this.time))))
			.havingRootCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessageContaining("first")
			.withMessageContaining("second")
			.withMessageContaining("ApplicationRunner")
			.withMessageContaining("ApplicationReadyEvent");
	}

	private ActorSpec<Doer> waiting(InConstructor waiting, String target) {
		return ActorSpec.of("first", Doer.class, (context) -> {
			waiting.action.accept(context, this.system.actor(target, Counter.class));
			return new Doer(context);
		});
	}

	@ParameterizedTest
	@EnumSource(InConstructor.class)
	void actorThatWaitsForOneThatStartsLaterDoesNotStart(InConstructor waiting) {
		assertRefuses((builder) -> builder.actor(waiting(waiting, "second")).actor(counter("second")));
	}

	@ParameterizedTest
	@EnumSource(InConstructor.class)
	void neitherDoesOneThatWaitsForAnActorOfALaterSupervisor(InConstructor waiting) {
		assertRefuses(
				(builder) -> builder.supervisor(SupervisorSpec.named("a").child(waiting(waiting, "second")).build())
					.supervisor(SupervisorSpec.named("b").child(counter("second")).build()));
	}

	@ParameterizedTest
	@EnumSource(InConstructor.class)
	void oneThatWaitsForAnActorThatRunsStarts(InConstructor waiting) {
		this.system.close();
		start((builder) -> builder.timeSource(this.time).actor(counter("second")).actor(waiting(waiting, "second")));
		assertThat(this.system.isRunning()).isTrue();
	}

}
