package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An alarm whose handler always crashes, under a supervisor that escalates.
 */
class CrashingAlarmTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final Queue<ActorEvent> events = new ConcurrentLinkedQueue<>();

	/** When the handler was run, by the clock of the store. */
	private final Queue<Instant> tries = new ConcurrentLinkedQueue<>();

	private DurableActors durable;

	private ActorSystem system;

	@BeforeEach
	void setTime() {
		this.store.setTime(Instant.now());
	}

	@AfterEach
	void stop() {
		this.system.close();
		this.durable.close();
	}

	private void start(int intensity) {
		DurableActors made = DurableActors.builder(this.store).closing(Duration.ofSeconds(5)).build();
		made.register("bomb", Bomb.Count.class, "count", 1);
		ActorSpec<Bomb> spec = ActorSpec.of("bomb", Bomb.class,
				(context) -> new Bomb(made.state("bomb", false, context, Bomb.Count.class),
						made.alarms("bomb", false, context), this::tried));
		this.durable = made;
		this.system = ActorSystem.builder()
			.interceptors(made)
			.listener(this.events::add)
			.supervisor(SupervisorSpec.named("bombs")
				.intensity(intensity, Duration.ofDays(1))
				.giveUp(GiveUp.ESCALATE)
				.child(spec)
				.build())
			.build();
		made.start(this.system);
		this.system.start();
	}

	private void tried() {
		try {
			this.tries.add(this.store.now());
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private void awaitTries(int times) {
		await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> {
			if (this.tries.size() < times) {
				this.store.advance(Duration.ofMillis(500));
			}
			return this.tries.size() >= times;
		});
	}

	private int count() {
		return this.system.actor(Bomb.class).call(new Bomb.Add(), LONG);
	}

	private long count(Class<? extends ActorEvent> type) {
		return this.events.stream().filter(type::isInstance).count();
	}

	@Test
	void itsCrashesCountLikeThoseOfOtherMessages() {
		start(1);
		this.system.actor(Bomb.class).call(new Bomb.Arm(), LONG);
		awaitTries(1);
		await().until(() -> count(ActorEvent.Restarted.class) == 1);
		assertThat(count(ActorEvent.Escalated.class)).isZero();
		awaitTries(2);
		await().until(() -> count(ActorEvent.Escalated.class) == 1);
		// The supervisor is back with all its children, and begins to count anew.
		await().ignoreExceptions().until(this::count, (count) -> count == 1);
	}

	@Test
	void itIsTriedAgainWithoutAnEndWithABackoffOfItsOwn() {
		start(0);
		this.system.actor(Bomb.class).call(new Bomb.Arm(), LONG);
		for (int i = 1; i <= 4; i++) {
			awaitTries(i);
			int times = i;
			await().until(() -> count(ActorEvent.Escalated.class) == times);
			await().ignoreExceptions().until(this::count, (count) -> count == times);
		}
		List<Instant> all = List.copyOf(this.tries);
		for (int i = 1; i < all.size(); i++) {
			assertThat(Duration.between(all.get(i - 1), all.get(i)))
				.isGreaterThanOrEqualTo(Duration.ofSeconds(1L << (i - 1)));
		}
		assertThat(this.store.rows()).singleElement()
			.satisfies((row) -> assertThat(row.value().alarms()).contains("explode"));
	}

	@Test
	void otherAlarmsOfItsActorDoNotWaitForIt() throws Exception {
		start(100);
		Instant armed = this.store.now();
		Duration later = Duration.ofSeconds(240);
		this.system.actor(Bomb.class).call(new Bomb.Arm(), LONG);
		this.system.actor(Bomb.class).call(new Bomb.AddLater(later), LONG);
		// After the eighth time it has to wait for 128 s, beyond the other alarm.
		awaitTries(8);
		await().until(() -> count(ActorEvent.Restarted.class) == 8);
		assertThat(this.store.now()).isBefore(armed.plus(later));
		// With what the clock of the actors is ahead of it.
		this.store.setTime(armed.plus(later).plusSeconds(2));
		await().until(() -> this.store.rows().getFirst().value().state() != null);
		assertThat(this.tries).hasSize(8);
	}

	/**
	 * An actor that can be asked until its alarm is due.
	 */
	static class Bomb {

		record Count(int number) {

		}

		record Arm() implements Request<Bomb, Boolean> {

		}

		record Add() implements Request<Bomb, Integer> {

		}

		record AddLater(Duration delay) implements Request<Bomb, Boolean> {

		}

		record AddNow() implements Message<Bomb> {

		}

		record Explode() implements Message<Bomb> {

		}

		private final Durable<Count> count;

		private final Alarms<Bomb> alarms;

		private final Runnable tried;

		Bomb(Durable<Count> count, Alarms<Bomb> alarms, Runnable tried) {
			this.count = count;
			this.alarms = alarms;
			this.tried = tried;
		}

		@Receive
		boolean arm(Arm arm) {
			this.alarms.set("explode", Duration.ZERO, new Explode());
			return true;
		}

		@Receive
		int add(Add add) {
			return this.count.set(new Count(this.count.orElse(new Count(0)).number() + 1)).number();
		}

		@Receive
		boolean addLater(AddLater later) {
			this.alarms.set("add", later.delay(), new AddNow());
			return true;
		}

		@Receive
		void addNow(AddNow now) {
			add(new Add());
		}

		@Receive
		void explode(Explode explode) {
			this.tried.run();
			this.count.set(new Count(-1));
			throw new IllegalStateException("crash");
		}

	}

}
