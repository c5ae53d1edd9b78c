package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A system that does nothing unless the test runs its next step, on the test's thread.
 */
class DrivenSystemTests {

	private final DrivenSteps steps = new DrivenSteps();

	private final List<ActorEvent> events = new ArrayList<>();

	private ActorSystem system;

	private void start(ActorSpec<?>... specs) throws InterruptedException {
		var builder = ActorSystem.builder().scheduler(this.steps).listener(this.events::add);
		for (ActorSpec<?> spec : specs) {
			builder.actor(spec);
		}
		this.system = builder.build();
		this.steps.runWhile(this.system::start);
	}

	@AfterEach
	void close() throws InterruptedException {
		this.steps.runWhile(this.system::close);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void nothingHappensBetweenSteps(Dispatcher dispatcher) throws Exception {
		start(SystemTest.counter("counter").withDispatcher(dispatcher));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		counter.tell(new Counter.Add(1));
		counter.tell(new Counter.Add(2));
		CompletableFuture<Integer> asked = counter.ask(new Counter.Get());
		assertThat(this.steps.count()).as("one wake-up for all").isOne();
		assertThat(asked).isNotDone();
		this.steps.runNext();
		assertThat(this.steps.count()).as("a step for each message").isOne();
		this.steps.runNext();
		assertThat(asked).isNotDone();
		this.steps.runNext();
		assertThat(asked).isCompletedWithValue(3);
		assertThat(this.steps.count()).isZero();
	}

	@Test
	void timeoutsAndTimersAreStepsThatComeWithTheTime() throws Exception {
		start(SystemTest.counter("counter"), Doer.spec());
		CompletableFuture<Integer> asked = this.system.actor(Counter.class)
			.ask(new Counter.GetLater(new CompletableFuture<>()), Duration.ofSeconds(3));
		List<String> rung = new ArrayList<>();
		this.system.actor(Doer.class)
			.tell(new Doer.Tell(
					(context) -> context.schedule(Duration.ofSeconds(2), new Doer.Tell((own) -> rung.add("rung")))));
		this.steps.runAll();
		this.steps.advance(Duration.ofMillis(1_999));
		assertThat(rung).isEmpty();
		this.steps.advance(Duration.ofMillis(1));
		assertThat(rung).containsExactly("rung");
		assertThat(asked).isNotDone();
		this.steps.advance(Duration.ofSeconds(1));
		assertThat(SystemTest.failure(asked)).isInstanceOf(AskTimeoutException.class);
	}

	@Test
	void crashAndRestartAreStepsAsWell() throws Exception {
		start(SystemTest.counter("counter"));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		CompletableFuture<Integer> crashed = counter.ask(new Counter.Crash("boom"));
		CompletableFuture<Integer> next = counter.ask(new Counter.GetIncarnation());
		int count = 0;
		while (!next.isDone()) {
			assertThat(this.steps.runNext()).isTrue();
			count++;
		}
		this.steps.runAll();
		assertThat(SystemTest.failure(crashed)).isInstanceOf(ActorCrashedException.class);
		assertThat(next).isCompletedWithValue(2);
		assertThat(count).isGreaterThan(2);
		assertThat(this.events).singleElement().isInstanceOf(ActorEvent.Restarted.class);
	}

	@Test
	void stepsMayComeInAnyOrder() throws Exception {
		start(SystemTest.counter("one"), SystemTest.counter("two"));
		CompletableFuture<Integer> one = this.system.actor("one", Counter.class).ask(new Counter.Get());
		CompletableFuture<Integer> two = this.system.actor("two", Counter.class).ask(new Counter.Get());
		this.steps.runLast();
		assertThat(one).isNotDone();
		assertThat(two).isDone();
		this.steps.runLast();
		assertThat(one).isDone();
	}

}
