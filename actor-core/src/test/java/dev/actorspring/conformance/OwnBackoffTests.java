package dev.actorspring.conformance;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Backoff;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rule: <em>own backoff and reset: how long to wait before an actor that ends too
 * often is tried again is up to its supervisor, or to itself</em>.
 */
class OwnBackoffTests extends ConformanceTest {

	private static final Duration TICK = Duration.ofMillis(20);

	private static final Backoff STEADY = Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(9))
		.withFactor(3)
		.withJitter(0);

	private Duration crashAndAwaitBackoff(ActorRef<Probe> ref) {
		int before = events(ActorEvent.BackedOff.class).size();
		crash(ref);
		await().until(() -> events(ActorEvent.BackedOff.class).size() > before);
		return events(ActorEvent.BackedOff.class).getLast().delay();
	}

	private List<Duration> delays(ActorRef<Probe> ref, int count) {
		return Stream.generate(() -> {
			Duration delay = crashAndAwaitBackoff(ref);
			int before = this.probes.journal().size();
			await().until(() -> {
				this.time.advance(delay.plus(TICK));
				return this.probes.journal().size() > before;
			});
			ping(ref);
			return delay;
		}).limit(count).toList();
	}

	private static Duration seconds(int seconds) {
		return Duration.ofSeconds(seconds);
	}

	@Test
	void supervisorSaysHowLongToWait() {
		startGroup((group) -> group.giveUp(GiveUp.BACKOFF)
			.intensity(0, Duration.ofMillis(1))
			.backoff(STEADY.withResetAfter(Duration.ofDays(1)))
			.child(this.probes.permanent("a")));
		assertThat(delays(ref("a"), 4)).containsExactly(seconds(1), seconds(3), seconds(9), seconds(9));
	}

	@Test
	void actorsOwnBackoffGoesBeforeThatOfItsSupervisor() {
		startGroup((group) -> group.giveUp(GiveUp.BACKOFF)
			.intensity(0, Duration.ofDays(1))
			.backoff(STEADY)
			.child(this.probes.permanent("a").withBackoff(STEADY.withFactor(1)))
			.child(this.probes.permanent("b")));
		assertThat(delays(ref("a"), 2)).containsExactly(seconds(1), seconds(1));
		assertThat(delays(ref("b"), 2)).containsExactly(seconds(1), seconds(3));
	}

	@Test
	void actorThatHasRunForLongEnoughIsRestartedAtOnce() {
		startGroup((group) -> group.giveUp(GiveUp.BACKOFF)
			.intensity(1, Duration.ofDays(1))
			.backoff(STEADY.withResetAfter(Duration.ofMinutes(1)))
			.child(this.probes.permanent("a")));
		crash("a");
		ping(ref("a"));
		awaitState(group(), "a", ChildState.RUNNING);
		assertThat(delays(ref("a"), 2)).containsExactly(seconds(1), seconds(3));
		awaitState(group(), "a", ChildState.RUNNING);
		this.time.advance(Duration.ofMinutes(2));
		int before = events(ActorEvent.BackedOff.class).size();
		crash("a");
		ping(ref("a"));
		awaitState(group(), "a", ChildState.RUNNING);
		assertThat(events(ActorEvent.BackedOff.class)).as("restarted at once").hasSize(before);
		assertThat(crashAndAwaitBackoff(ref("a"))).isEqualTo(seconds(1));
	}

	@Test
	void keysHaveTheBackoffAndTheIntensityOfTheirFamily() {
		start((builder) -> builder
			.actor(this.probes.keyed("family").withIntensity(0, Duration.ofDays(1)).withBackoff(STEADY)));
		ActorRef<Probe> key = this.system.keyed("family", Probe.class).get("key");
		assertThat(delays(key, 3)).containsExactly(seconds(1), seconds(3), seconds(9));
		assertThat(delays(this.system.keyed("family", Probe.class).get("other"), 1)).containsExactly(seconds(1));
	}

	@Test
	void spawnedActorsHaveTheirOwn() {
		start((builder) -> builder);
		ActorSpec<Probe> spec = this.probes.permanent("a").withIntensity(1, Duration.ofDays(1)).withBackoff(STEADY);
		ActorRef<Probe> spawned = this.system.spawn(spec);
		crash(spawned);
		assertThat(ping(spawned)).isEqualTo(2);
		assertThat(events(ActorEvent.BackedOff.class)).isEmpty();
		assertThat(crashAndAwaitBackoff(spawned)).isEqualTo(seconds(1));
	}

	static Stream<Runnable> mistakes() {
		return Stream.of(() -> Backoff.between(Duration.ZERO, seconds(1)),
				() -> Backoff.between(seconds(2), seconds(1)), () -> STEADY.withFactor(0.5),
				() -> STEADY.withFactor(Double.NaN), () -> STEADY.withJitter(1.1), () -> STEADY.withJitter(-0.1),
				() -> STEADY.withResetAfter(Duration.ZERO));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void whatMakesNoSenseIsRefused(Runnable mistake) {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(mistake::run);
	}

	@Test
	void specsSayWhatTheirBackoffIs() {
		SupervisorSpec spec = SupervisorSpec.named("group").build();
		assertThat(spec.backoff()).isEqualTo(Backoff.DEFAULT);
		assertThat(spec.withBackoff(STEADY)).isNotEqualTo(spec)
			.isEqualTo(SupervisorSpec.named("group").backoff(STEADY).build());
		assertThat(this.probes.permanent("a").backoff()).isNull();
	}

}
