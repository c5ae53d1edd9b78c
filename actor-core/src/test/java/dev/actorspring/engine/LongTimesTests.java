package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.KeyedActors;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.testing.StandingClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Durations of any length, and systems that run for years, whatever their clock shows.
 */
class LongTimesTests extends SystemTest {

	private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

	private static final Duration SHORTEST = Duration.ofSeconds(Long.MIN_VALUE);

	private StandingClock clock = new StandingClock();

	static Stream<Arguments> clocks() {
		long year = Duration.ofDays(366).toNanos();
		return Stream.of(1_000_000_000L, 0L, -1L, Long.MAX_VALUE - 1, Long.MAX_VALUE - year, Long.MIN_VALUE)
			.map(Arguments::of);
	}

	static Stream<Duration> negative() {
		return Stream.of(Duration.ofNanos(-1), Duration.ofDays(-400), Duration.ofSeconds(Long.MIN_VALUE + 1), SHORTEST);
	}

	static Stream<Duration> huge() {
		return Stream.of(Duration.ofDays(25), Duration.ofDays(400), Duration.ofDays(200_000),
				Duration.ofMillis(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE), LONGEST);
	}

	/** In steps, as a timer of a real system comes round now and then. */
	private void pass(Duration time) {
		Duration step = time.dividedBy(8);
		for (int i = 0; i < 8; i++) {
			this.clock.advance(step);
			Thread.yield();
		}
	}

	private int active() {
		return this.system.gauges().iterator().next().active();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 20, 25, 30, 50, 100, 400, 3_000 })
	void keyedActorsArePassivatedAfterAnyNumberOfDays(long days) {
		start((builder) -> builder.timeSource(this.clock)
			.actor(ActorSpec.keyed("keyed", Counter.class, Counter::new).withPassivateAfter(Duration.ofDays(days))));
		this.system.keyed(Counter.class).get("key").call(new Counter.Get(), LONGEST);
		assertThat(active()).isOne();
		this.clock.advance(Duration.ofDays(days).minusHours(1));
		// It is looked for idle ones: that is over when the next ask is answered.
		this.system.keyed(Counter.class).get("other").call(new Counter.Get(), LONGEST);
		assertThat(active()).isEqualTo(2);
		await().until(() -> {
			// It is looked for idle ones four times in the time after which they go.
			this.clock.advance(Duration.ofDays(days).dividedBy(16));
			return this.system.find("keyed/key").isEmpty();
		});
	}

	@ParameterizedTest
	@MethodSource("huge")
	void nothingIsPassivatedOrExpiresBeforeAHugeTime(Duration huge) {
		start((builder) -> builder.timeSource(this.clock)
			.askTimeout(huge)
			.actor(ActorSpec.keyed("keyed", Counter.class, Counter::new)
				.withPassivateAfter(huge)
				.withShutdownTimeout(huge)
				.withStartTimeout(huge)));
		KeyedActors<Counter> family = this.system.keyed(Counter.class);
		family.get("key").call(new Counter.Get());
		CompletableFuture<Integer> later = new CompletableFuture<>();
		CompletableFuture<Integer> asked = family.get("key").ask(new Counter.GetLater(later), huge);
		CompletableFuture<Integer> defaulted = family.get("key").ask(new Counter.GetLater(later));
		pass(Duration.ofDays(24));
		assertThat(active()).isOne();
		assertThat(asked).isNotDone();
		assertThat(defaulted).isNotDone();
		later.complete(1);
		assertThat(asked.join()).isOne();
		assertThat(defaulted.join()).isOne();
	}

	@ParameterizedTest
	@MethodSource("huge")
	void timersAndPeriodsMayBeHuge(Duration huge) {
		start((builder) -> builder.timeSource(this.clock)
			.supervisor(SupervisorSpec.named("group").intensity(1, huge).child(Doer.spec()).build()));
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		AtomicInteger rung = new AtomicInteger();
		doer.call(new Doer.Do((context) -> {
			Doer.Tell ring = new Doer.Tell((own) -> rung.incrementAndGet());
			context.schedule(huge, ring);
			context.schedule("named", huge, ring);
			context.scheduleAtFixedRate(huge, huge, ring);
			context.whenIdle(huge, ring);
			return null;
		}));
		pass(Duration.ofDays(24));
		doer.call(new Doer.Do((context) -> null));
		assertThat(rung).hasValue(0);
		this.system.stop(huge);
	}

	@ParameterizedTest
	@MethodSource("negative")
	void negativeTimesAreRefusedWithTheNameOfWhatToChange(Duration negative) {
		start((builder) -> builder.timeSource(this.clock).actor(Doer.spec()));
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		Doer.Do nothing = new Doer.Do((context) -> null);
		assertThatIllegalArgumentException().isThrownBy(() -> doer.ask(nothing, negative))
			.withMessageContaining("timeout");
		assertThatIllegalArgumentException().isThrownBy(() -> doer.call(nothing, negative))
			.withMessageContaining("timeout");
		assertThat(List.<Throwable>of(thrownBy(() -> Doer.spec().withShutdownTimeout(negative)),
				thrownBy(() -> Doer.spec().withStartTimeout(negative)),
				thrownBy(() -> Doer.spec().withPassivateAfter(negative)),
				thrownBy(() -> SupervisorSpec.named("group").intensity(1, negative).build()),
				thrownBy(() -> ActorSystem.builder().askTimeout(negative))))
			.noneMatch(ArithmeticException.class::isInstance)
			.noneMatch(NullPointerException.class::isInstance);
		doer.call(new Doer.Do((context) -> {
			Doer.Tell ring = new Doer.Tell((own) -> null);
			assertThatIllegalArgumentException().isThrownBy(() -> context.schedule(negative, ring));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> context.scheduleAtFixedRate(negative, negative, ring));
			assertThatIllegalArgumentException().isThrownBy(() -> context.whenIdle(negative, ring));
			return null;
		}));
	}

	private static Throwable thrownBy(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			return ex;
		}
		throw new AssertionError("accepted");
	}

	@ParameterizedTest
	@MethodSource("clocks")
	void allGoesOnAfterYears(long nanos) {
		this.clock = new StandingClock(nanos);
		start((builder) -> builder.timeSource(this.clock)
			.supervisor(SupervisorSpec.named("group").giveUp(GiveUp.BACKOFF).child(counter("counter")).build())
			.actor(ActorSpec.keyed("keyed", Counter.class, Counter::new).withPassivateAfter(Duration.ofMinutes(1))));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		ActorRef<Counter> keyed = this.system.keyed(Counter.class).get("key");
		for (int i = 0; i < 5; i++) {
			assertThat(counter.call(new Counter.GetIncarnation())).isEqualTo(i + 1);
			assertThat(keyed.call(new Counter.GetIncarnation())).isPositive();
			// An hour that nothing happens in.
			this.clock.advance(Duration.ofHours(1));
			assertThat(snapshot().since()).isLessThan(Duration.ofDays(1_000));
			// A request is answered, and one that is not expires in time.
			CompletableFuture<Integer> never = new CompletableFuture<>();
			CompletableFuture<Integer> expiring = counter.ask(new Counter.GetLater(never), Duration.ofSeconds(1));
			await().until(() -> {
				this.clock.advance(Duration.ofMillis(100));
				return expiring.isDone();
			});
			assertThat(failure(expiring)).isInstanceOf(AskTimeoutException.class).hasMessageContaining("within 1s");
			// A crash is one crash within its period.
			failure(counter.ask(new Counter.Crash("boom")));
			counter.call(new Counter.Get());
			assertThat(snapshot().uptime()).isLessThan(Duration.ofMinutes(1));
			this.clock.advance(Duration.ofDays(100));
			assertThat(snapshot().uptime()).isBetween(Duration.ofDays(99), Duration.ofDays(101));
			await().until(() -> {
				this.clock.advance(Duration.ofMinutes(1));
				return this.system.find("keyed/key").isEmpty();
			});
		}
		assertThat(snapshot().restarts()).isEqualTo(5);
	}

	private NodeSnapshot.Actor snapshot() {
		return (NodeSnapshot.Actor) this.system.find("group/counter").orElseThrow();
	}

	@Test
	void coarseTimesOfTheTimerGrowForCenturies() {
		for (long nanos : new long[] { 0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -1 }) {
			StandingClock any = new StandingClock(nanos);
			Timer timer = new Timer(any);
			any.advance(Duration.ofDays(90_000));
			assertThat(timer.since(0)).isEqualTo(Duration.ofDays(90_000));
		}
	}

}
