package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.Backoff;
import dev.actorspring.RestartLimit;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;
import dev.actorspring.KeyedActors;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Keys whose actor cannot be made: whoever may choose keys makes neither memory nor log
 * grow, nor what the constructor asks for, and is told what is wrong.
 */
class FailedKeysTests extends SystemTest {

	private static final Duration PATIENCE = Duration.ofMillis(300);

	private static final Duration FOREVER = Duration.ofDays(1_000);

	private final AtomicInteger constructed = new AtomicInteger();

	private volatile boolean licensed;

	private KeyedActors<Counter> family;

	private void start(Dispatcher dispatcher) {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.keyed("keyed", Counter.class, this::construct)
				.withDispatcher(dispatcher)
				.withPassivateAfter(Duration.ofMillis(200))));
		this.family = this.system.keyed(Counter.class);
	}

	private Counter construct(ActorContext<Counter> context) {
		this.constructed.incrementAndGet();
		if (!this.licensed) {
			throw new IllegalStateException("no licence");
		}
		return new Counter(context);
	}

	/** How many keys the family knows, whatever their state. */
	private int known() {
		ActorGauge gauge = this.system.gauges().iterator().next();
		return gauge.active() + gauge.away() + this.system.keys("keyed", null, 10_000).size();
	}

	private void pass(Duration time) {
		Duration step = Duration.ofMillis(100);
		for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
			this.time.advance(step);
			Thread.yield();
		}
	}

	@ParameterizedTest
	@EnumSource
	void keysThatCannotBeMadeGoWhenNobodyWaitsForThem(Dispatcher dispatcher) {
		start(dispatcher);
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			asked.add(this.family.get("key" + i).ask(new Counter.Get(), PATIENCE));
		}
		asked.forEach((each) -> assertThat(failure(each)).isInstanceOf(ActorInBackoffException.class));
		int runs = this.constructed.get();
		await().untilAsserted(() -> {
			this.time.advance(Duration.ofMillis(100));
			assertThat(known()).isZero();
		});
		pass(Duration.ofMinutes(1));
		// As many as the intensity allows at once, and none for nobody.
		assertThat(this.constructed.get()).isEqualTo(runs).isLessThanOrEqualTo(4 * 200);
		assertThat(this.system.gauges().iterator().next().depth()).isZero();
	}

	@Test
	void askerIsToldWhyAndSinceWhenInsteadOfWaiting() {
		start(Dispatcher.VIRTUAL);
		CompletableFuture<Integer> asked = this.family.get("key").ask(new Counter.Get(), FOREVER);
		assertThat(failure(asked)).isInstanceOfSatisfying(ActorInBackoffException.class, (refusal) -> {
			assertThat(refusal).hasMessageContaining("in backoff since ")
				.hasMessageContaining(", after IllegalStateException: no licence")
				.hasRootCauseMessage("no licence");
			assertThat(refusal.getPath()).isEqualTo("keyed/key");
			assertThat(refusal.getUntilNextAttempt()).isPositive().isLessThanOrEqualTo(Duration.ofMillis(200));
		});
	}

	@Test
	void whoAsksAgainAndAgainDoesNotHaveItMadeMoreOftenThanTheBackoffAllows() throws Exception {
		// Whatever is due is done before the next request, however busy the machine is.
		DrivenSteps steps = new DrivenSteps();
		ActorSystem driven = ActorSystem.builder()
			.scheduler(steps)
			.actor(ActorSpec.keyed("keyed", Counter.class, this::construct))
			.build();
		steps.runWhile(driven::start);
		ActorRef<Counter> bad = driven.keyed(Counter.class).get("bad");
		// A minute of ten requests a second.
		for (int i = 0; i < 600; i++) {
			CompletableFuture<Integer> asked = bad.ask(new Counter.Get(), FOREVER);
			steps.runAll();
			assertThat(failure(asked)).isInstanceOf(ActorInBackoffException.class);
			steps.advance(Duration.ofMillis(100));
		}
		steps.runWhile(driven::close);
		// Four at once, then after 0.2 s, 0.4 s, … 25.6 s, each a fifth less at most.
		assertThat(this.constructed).hasValueBetween(4 + 7, 4 + 9);
	}

	@Test
	void keyThatCanBeMadeAgainIsMadeWhenItsBackoffIsOver() {
		start(Dispatcher.VIRTUAL);
		ActorRef<Counter> ref = this.family.get("key");
		assertThat(failure(ref.ask(new Counter.Get(), FOREVER))).isInstanceOf(ActorInBackoffException.class);
		this.licensed = true;
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			CompletableFuture<Integer> asked = ref.ask(new Counter.Get(), FOREVER);
			return failure(asked) == null;
		});
		assertThat(this.constructed).hasValue(5);
	}

	@Test
	void messageThatWaitsIsHandledWhenTheKeyCanBeMadeAgain() {
		start(Dispatcher.VIRTUAL);
		ActorRef<Counter> ref = this.family.get("key");
		ref.tell(new Counter.Add(5));
		await().until(() -> this.constructed.get() == 4);
		this.licensed = true;
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return this.constructed.get() == 5;
		});
		await().until(() -> this.system.gauges().iterator().next().depth() == 0);
		assertThat(ref.ask(new Counter.Get(), FOREVER).join()).isEqualTo(5);
	}

	@Test
	void messagesThatNothingComesOfAreDeadLettersInTheEnd() {
		start(Dispatcher.VIRTUAL);
		this.family.get("key").tell(new Counter.Add(1));
		await().until(() -> {
			pass(Duration.ofSeconds(5));
			return known() == 0;
		});
		await().untilAsserted(() -> assertThat(events(ActorEvent.DeadLetter.class)).hasSize(1));
	}

	@Test
	void requestInFrontOfAHangingConstructorSaysWhatItWaitsFor() {
		this.licensed = true;
		CompletableFuture<Void> go = new CompletableFuture<>();
		start((builder) -> builder.timeSource(this.time).actor(ActorSpec.keyed("keyed", Counter.class, (context) -> {
			go.join();
			return new Counter(context);
		})));
		CompletableFuture<Integer> asked = this.system.keyed(Counter.class)
			.get("key")
			.ask(new Counter.Get(), Duration.ofSeconds(1));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return asked.isDone();
		});
		assertThat(failure(asked)).isInstanceOf(AskTimeoutException.class).hasMessageContaining("starting for");
		go.complete(null);
	}

	@Test
	void whatIsRememberedOfFailedKeysIsBounded() {
		FailedKeys failed = new FailedKeys();
		for (int i = 0; i < 1_000_000; i++) {
			failed.add("key" + i, new Recovery(new RestartLimit(3, Duration.ofSeconds(5)), Backoff.DEFAULT, i), i);
		}
		assertThat(failed.size()).isEqualTo(10_000);
		assertThat(failed.remove("key999999", 1_000_000)).isNotNull();
		assertThat(failed.remove("key999999", 1_000_000)).isNull();
		assertThat(failed.remove("key0", 1_000_000)).isNull();
		assertThat(failed.remove("key999998", Duration.ofMinutes(2).toNanos())).isNull();
	}

}
