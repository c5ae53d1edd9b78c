package dev.actorspring.boot.actuate.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.PoolSpec;
import dev.actorspring.Receive;
import dev.actorspring.RestartType;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.boot.actuate.testing.FixedActor;
import dev.actorspring.boot.actuate.testing.FixedFamily;
import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.system.Registration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ActorsHealthIndicatorTests {

	private static final Duration TOLERANCE = Duration.ofSeconds(30);

	private final FixedActorSystem system = new FixedActorSystem();

	private final TestClock clock = new TestClock();

	private final ActorsHealthIndicator indicator = new ActorsHealthIndicator(this.system, TOLERANCE, this.clock);

	@BeforeEach
	void registerActors() {
		register("ledger", RestartType.PERMANENT);
		register("batch", RestartType.TRANSIENT);
	}

	@Test
	void allRunning_isUpWithoutDetails() {
		put(ChildState.RUNNING, Duration.ofHours(1));
		assertThat(health()).isEqualTo(Health.up().build());
	}

	@Test
	void permanentAwayForLess_isUpAndNamed() {
		put(ChildState.BACKOFF, Duration.ofSeconds(2));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnlyKeys("ledger");
		assertThat(details(health, "ledger")).containsEntry("state", "backoff")
			.containsEntry("since", this.clock.now.minusSeconds(2))
			.containsEntry("cause", "java.lang.IllegalStateException: boom");
	}

	@Test
	void poolIsDown_onlyIfAllOfItsWorkersAreAway() {
		AtomicBoolean broken = new AtomicBoolean();
		ActorSpec<Worker> spec = ActorSpec.of("pool", Worker.class, (context) -> {
			if (broken.get()) {
				throw new IllegalStateException("boom");
			}
			return new Worker();
		}).withPool(PoolSpec.of(2));
		try (ActorSystem real = ActorSystem.builder().actor(spec).build()) {
			real.start();
			ActorsHealthIndicator health = new ActorsHealthIndicator(real, Duration.ZERO);
			assertThat(health.health()).isEqualTo(Health.up().build());
			broken.set(true);
			real.operations("pool/1").orElseThrow().restart();
			await().until(() -> health.health().getDetails().containsKey("pool/1"));
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			real.operations("pool/2").orElseThrow().restart();
			await().until(() -> health.health().getStatus().equals(Status.DOWN));
			assertThat(health.health().getDetails()).containsOnlyKeys("pool/1", "pool/2");
		}
	}

	@Test
	void familyThatIsTerminated_isDownAndNamed() {
		NodeSnapshot.Family family = FixedActorSystem.family("auction", 0, 0, 0);
		this.system.nodes.add(new FixedFamily(family.name(), family.path(), ChildState.STOPPED, Duration.ofSeconds(1),
				family.type(), 0, 0, 0, null, 0, 0, List.of(), List.of(), List.of(), List.of(), List.of()));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(details(health, "auction")).containsEntry("state", "stopped");
	}

	@Test
	void permanentThatIsDisabled_isUpAndNotNamed() {
		put(ChildState.DISABLED, Duration.ofHours(1));
		assertThat(health()).isEqualTo(Health.up().build());
	}

	@Test
	void permanentThatIsNotToRunNow_isUp() {
		this.system.nodes.clear();
		this.system.nodes.add(FixedActorSystem.actor("ledger", ChildState.STOPPED, Duration.ofHours(1),
				new StartIgnoredException("no licence")));
		assertThat(health()).isEqualTo(Health.up().build());
	}

	@Test
	void permanentAwayForLonger_isDown() {
		put(ChildState.BACKOFF, Duration.ofSeconds(31));
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void permanentAwayForLonger_inChangingStates_isDown() {
		put(ChildState.BACKOFF, Duration.ofSeconds(20));
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		this.clock.now = this.clock.now.plusSeconds(11);
		put(ChildState.RESTARTING, Duration.ofMillis(5));
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void permanentBackBetween_startsAnew() {
		put(ChildState.BACKOFF, Duration.ofSeconds(20));
		health();
		put(ChildState.RUNNING, Duration.ZERO);
		health();
		this.clock.now = this.clock.now.plusSeconds(11);
		put(ChildState.BACKOFF, Duration.ZERO);
		assertThat(health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void permanentAwayAgainLongAfterTheLastCheck_startsAnew() {
		put(ChildState.BACKOFF, Duration.ofSeconds(1));
		health();
		this.clock.now = this.clock.now.plusSeconds(3_600);
		put(ChildState.BACKOFF, Duration.ofSeconds(2));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(details(health, "ledger")).containsEntry("since", this.clock.now.minusSeconds(2));
	}

	@Test
	void everyoneAway_isNamedWithTheNextAttempt() {
		Instant next = this.clock.now.plusSeconds(4);
		for (String name : List.of("ledger", "batch", "spawned-42")) {
			this.system.nodes.add(backingOff(name, next));
		}
		Health health = health();
		assertThat(health.getDetails()).containsOnlyKeys("ledger", "batch", "spawned-42");
		assertThat(details(health, "batch")).containsExactly(Map.entry("state", "backoff"),
				Map.entry("since", this.clock.now.minusSeconds(3)),
				Map.entry("cause", "java.lang.IllegalStateException: boom"), Map.entry("nextAttempt", next));
	}

	@Test
	void permanentStopped_isDown() {
		put(ChildState.STOPPED, Duration.ZERO);
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void transientStopped_isUpAndNotNamed() {
		this.system.nodes.add(FixedActorSystem.actor("batch", ChildState.STOPPED, Duration.ofDays(1), null));
		assertThat(health()).isEqualTo(Health.up().build());
	}

	@Test
	void supervisorStopped_isDown() {
		this.system.nodes.add(FixedActorSystem.supervisor("payments", ChildState.STOPPED));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsOnlyKeys("payments");
	}

	@Test
	void supervisorStopped_isNamedInsteadOfItsChildren() {
		putSupervisor(ChildState.STOPPED, ChildState.STOPPED);
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health().getDetails()).containsOnlyKeys("payments");
	}

	@ParameterizedTest
	@EnumSource(names = { "RESTARTING", "BACKOFF" })
	void supervisorAway_isNamedInsteadOfItsChildren_andTolerated(ChildState state) {
		putSupervisor(state, ChildState.STOPPED);
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnlyKeys("payments");
		assertThat(details(health, "payments")).containsEntry("state", state.name().toLowerCase(Locale.ROOT))
			.containsEntry("since", this.clock.now)
			.containsEntry("cause", "payments/ledger: java.lang.IllegalStateException: boom");
	}

	@Test
	void supervisorAwayForLonger_inChangingStates_isDown() {
		Instant first = this.clock.now;
		putSupervisor(ChildState.BACKOFF, ChildState.STOPPED);
		health();
		this.clock.now = first.plusSeconds(20);
		putSupervisor(ChildState.RESTARTING, ChildState.RESTARTING);
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		this.clock.now = first.plusSeconds(31);
		putSupervisor(ChildState.BACKOFF, ChildState.STOPPED);
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(details(health, "payments")).containsEntry("since", first);
	}

	@Test
	void supervisorBackBetween_startsAnew() {
		putSupervisor(ChildState.BACKOFF, ChildState.STOPPED);
		health();
		putSupervisor(ChildState.RUNNING, ChildState.RUNNING);
		this.clock.now = this.clock.now.plusSeconds(20);
		assertThat(health()).isEqualTo(Health.up().build());
		this.clock.now = this.clock.now.plusSeconds(20);
		putSupervisor(ChildState.BACKOFF, ChildState.STOPPED);
		assertThat(health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void childStoppedBelowARunningSupervisor_isDown() {
		putSupervisor(ChildState.RUNNING, ChildState.STOPPED);
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsOnlyKeys("payments/ledger");
	}

	@Test
	void siblingStoppedForAGroupRestart_isToleratedAsLong() {
		register("teller", RestartType.PERMANENT);
		NodeSnapshot.Actor teller = FixedActorSystem.actor("payments/teller", ChildState.STOPPED, Duration.ZERO, null);
		this.system.nodes.add(FixedActorSystem.supervisor("payments", ChildState.RUNNING,
				FixedActorSystem.actor("payments/ledger", ChildState.RESTARTING, Duration.ZERO, null), teller));
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		this.clock.now = this.clock.now.plusSeconds(20);
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		this.clock.now = this.clock.now.plusSeconds(11);
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void causeThatCannotBePrinted_isNamedByItsClass() {
		this.system.nodes
			.add(FixedActorSystem.actor("ledger", ChildState.BACKOFF, Duration.ofSeconds(2), new Cursed()));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(details(health, "ledger")).containsEntry("cause", Cursed.class.getName());
	}

	@Test
	void keyedAwayForLong_isUpAndNamed() {
		NodeSnapshot.Actor away = FixedActorSystem.actor("auction/42", ChildState.BACKOFF, Duration.ofHours(1), null);
		this.system.nodes.add(FixedActorSystem.family("auction", 1, 0, 0, away));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnlyKeys("auction/42");
	}

	private void put(ChildState state, Duration since) {
		this.system.nodes.clear();
		this.system.nodes.add(FixedActorSystem.actor("ledger", state, since, new IllegalStateException("boom")));
	}

	private static NodeSnapshot.Actor backingOff(String path, Instant nextAttempt) {
		return new FixedActor(path, path, ChildState.BACKOFF, String.class, 0, 1_000, null, 1, Duration.ofSeconds(3),
				null, 0, 0, null, null, null, new IllegalStateException("boom"), nextAttempt, List.of());
	}

	private void putSupervisor(ChildState state, ChildState childState) {
		this.system.nodes.clear();
		this.system.nodes.add(FixedActorSystem.supervisor("payments", state, FixedActorSystem.actor("payments/ledger",
				childState, Duration.ZERO, new IllegalStateException("boom"))));
	}

	private void register(String name, RestartType restart) {
		ActorSpec<Worker> spec = ActorSpec.of(name, Worker.class, (context) -> new Worker()).withRestart(restart);
		this.system.registrations.add(new Registration(spec, ActorProtocol.of(Worker.class, List.of())));
	}

	private Health health() {
		Health health = this.indicator.health();
		assertThat(health).isNotNull();
		return health;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> details(Health health, String path) {
		return (Map<String, Object>) health.getDetails().get(path);
	}

	static class Cursed extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

	static class Worker {

		@Receive
		void work(Work work) {
		}

		record Work() implements Message<Worker> {

		}

	}

	private static final class TestClock extends Clock {

		private Instant now = Instant.parse("2026-01-01T00:00:00Z");

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
