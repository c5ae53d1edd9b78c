package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Delivery;
import dev.actorspring.Message;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Placement;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A single actor has the same row and the same alarms whether or not it is placed.
 */
class PlacedSingletonTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final AtomicInteger started = new AtomicInteger();

	private DurableActors durable;

	private ActorSystem system;

	private void start(@Nullable Placement placement) {
		DurableActors made = DurableActors.builder(this.store).closing(Duration.ofSeconds(5)).build();
		made.register("clock", AlarmTests.Clock.Count.class, "count", 1);
		ActorSpec<AlarmTests.Clock> spec = ActorSpec.of("clock", AlarmTests.Clock.class, (context) -> {
			AlarmTests.Clock clock = new AlarmTests.Clock(
					made.state("clock", false, context, AlarmTests.Clock.Count.class),
					made.alarms("clock", false, context));
			this.started.incrementAndGet();
			return clock;
		});
		this.durable = made;
		ActorSystemBuilder builder = ActorSystem.builder().interceptors(made).partitions(made).actor(spec);
		if (placement != null) {
			builder.placement(placement);
		}
		this.system = builder.build();
		made.start(this.system);
		this.system.start();
	}

	private void stop() {
		this.system.close();
		this.durable.close();
	}

	private ActorRef<AlarmTests.Clock> clock() {
		return this.system.actor(AlarmTests.Clock.class);
	}

	@Test
	void alarmIsFoundWhereTheActorIsPlacedLater_andTheOtherWayRound() {
		this.store.setTime(Instant.now());
		start(null);
		clock().call(new AlarmTests.Clock.SetIn("x", Duration.ofHours(1)), LONG);
		stop();
		this.store.advance(Duration.ofHours(2));
		Here here = new Here();
		start((family) -> here);
		this.system.hosting().opened(here.partition("clock"));
		here.open = true;
		await().until(() -> clock().call(new AlarmTests.Clock.Get(), LONG) == 1);
		clock().call(new AlarmTests.Clock.SetIn("y", Duration.ofHours(1)), LONG);
		stop();
		assertThat(this.store.rows()).singleElement()
			.satisfies((row) -> assertThat(row.key()).isEqualTo(new StateKey("clock", "")));
		this.store.advance(Duration.ofHours(2));
		start(null);
		await().until(() -> clock().call(new AlarmTests.Clock.Get(), LONG) == 2);
		stop();
	}

	/**
	 * Its partition comes to a node that does not reach the database at first.
	 */
	@Test
	void itIsStartedWithoutAMessageOnceItsStateCanBeLoaded() {
		this.store.setTime(Instant.now());
		start(null);
		clock().call(new AlarmTests.Clock.SetIn("x", Duration.ofHours(1)), LONG);
		stop();
		this.started.set(0);
		this.store.failLoads(true);
		long before = this.store.loads();
		Here here = new Here();
		start((family) -> here);
		this.system.hosting().opened(here.partition("clock"));
		here.open = true;
		await().until(() -> this.store.loads() > before + 2);
		assertThat(this.started).hasValue(0);
		this.store.failLoads(false);
		await().atMost(LONG).until(() -> this.started.get() == 1);
		assertThat(clock().call(new AlarmTests.Clock.Find("x"), LONG)).isTrue();
		stop();
	}

	/**
	 * All partitions come here.
	 */
	private static final class Here implements Placement.Partitions, Placement.Home {

		private volatile boolean open;

		@Override
		public int count() {
			return 256;
		}

		@Override
		public Placement.Home home(int partition) {
			return this;
		}

		@Override
		public boolean enter() {
			return this.open;
		}

		@Override
		public void exit() {
		}

		@Override
		public Delivery tell(String key, Message<?> message, @Nullable Object context) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void ask(String key, OpenRequest request) {
			throw new UnsupportedOperationException();
		}

	}

}
