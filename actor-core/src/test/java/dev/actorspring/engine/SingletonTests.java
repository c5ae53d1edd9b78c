package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.Delivery;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.PoolSpec;
import dev.actorspring.RestartType;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Placement.Home;
import dev.actorspring.spi.Placement.Partitions;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * A single actor that is placed lives where its name does.
 */
class SingletonTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private static final String NAME = "clock";

	private final Somewhere somewhere = new Somewhere();

	private final AtomicInteger started = new AtomicInteger();

	private volatile int failures;

	private ActorSpec<Clock> spec() {
		return ActorSpec.of(NAME, Clock.class, (context) -> {
			if (this.failures > 0) {
				this.failures--;
				throw new IllegalStateException("not yet");
			}
			this.started.incrementAndGet();
			return new Clock();
		});
	}

	private void startSystem() {
		start((builder) -> builder.timeSource(this.time)
			.placement((name) -> name.equals(NAME) ? this.somewhere : null)
			.actor(spec())
			.actor(ActorSpec.of("doer", Doer.class, Doer::new)));
	}

	private void open() {
		this.system.hosting().opened(this.somewhere.partition(NAME));
		this.somewhere.open = true;
	}

	private void awaitStarts(int count) {
		await().until(() -> this.started.get() == count);
	}

	@Test
	void itIsStartedWithItsPartitionAndNoOther() {
		startSystem();
		this.system.hosting().opened(this.somewhere.partition(NAME) + 1);
		assertThat(this.system.keys(NAME, null, 10)).isEmpty();
		open();
		awaitStarts(1);
		assertThat(this.system.keys(NAME, null, 10)).singleElement()
			.satisfies((only) -> assertThat(only.path()).isEqualTo("clock/clock"));
	}

	@Test
	void itIsFoundAsASingleActor() {
		startSystem();
		open();
		assertThat(this.system.actor(Clock.class).call(new Clock.Tick())).isOne();
		assertThat(this.system.actor(NAME, Clock.class).call(new Clock.Tick())).isEqualTo(2);
		assertThat(this.system.resolve("clock/clock")).contains(this.system.actor(Clock.class));
		assertThatIllegalArgumentException().isThrownBy(() -> this.system.keyed(NAME, Clock.class))
			.withMessageContaining("a single actor: use actor(…)");
		assertThat(this.system.actor(Doer.class).path()).isEqualTo("doer");
	}

	@Test
	void messagesGoToWhereItLives() {
		startSystem();
		this.system.actor(Clock.class).tell(new Clock.Tick());
		assertThat(this.somewhere.keys).containsExactly(NAME);
		assertThat(this.started).hasValue(0);
	}

	@Test
	void itIsKeptHoweverIdle() {
		startSystem();
		open();
		awaitStarts(1);
		this.time.advance(LONG);
		assertThat(this.system.actor(Clock.class).call(new Clock.Tick(), LONG)).isOne();
		assertThat(this.started).hasValue(1);
	}

	@Test
	void itIsTriedUntilItStarts() {
		this.failures = 12;
		startSystem();
		open();
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(31));
			return this.started.get() == 1;
		});
		assertThat(this.system.actor(Clock.class).call(new Clock.Tick(), LONG)).isOne();
	}

	@Test
	void itIsStartedAnewWhereItsPartitionComesBack() {
		startSystem();
		open();
		awaitStarts(1);
		this.somewhere.open = false;
		this.system.hosting().drain(NAME, this.somewhere.partition(NAME), LONG).toCompletableFuture().join();
		assertThat(this.system.keys(NAME, null, 10)).isEmpty();
		open();
		awaitStarts(2);
	}

	@Test
	void itIsStartedWithItsFamily_ifItLivesHere() {
		this.somewhere.open = true;
		startSystem();
		awaitStarts(1);
	}

	@Test
	void childOfASupervisorIsRefused() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSystem.builder()
				.placement((name) -> this.somewhere)
				.actor(spec())
				.supervisor(SupervisorSpec.named("above").children(NAME).build())
				.build())
			.withMessage("'clock' lives on one of several nodes, but is a child of supervisor 'above', which is on each"
					+ " of them");
	}

	@Test
	void poolIsRefused() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSystem.builder()
				.placement((name) -> this.somewhere)
				.actor(spec().withPool(PoolSpec.of(2)))
				.build())
			.withMessageStartingWith("'clock' is a pool, but lives on one of several nodes")
			.satisfies((ex) -> assertThat(ex.getAction()).startsWith("Give 'clock' the scope of a node"));
	}

	@Test
	void oneThatIsNotPermanentIsRefused() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSystem.builder()
				.placement((name) -> this.somewhere)
				.actor(spec().withRestart(RestartType.TRANSIENT))
				.build())
			.satisfies((ex) -> assertThat(ex.getAction()).startsWith("Make it permanent"));
	}

	private static final class Clock {

		private int ticks;

		@Receive
		int tick(Tick tick) {
			return ++this.ticks;
		}

		record Tick() implements Request<Clock, Integer> {

		}

	}

	/**
	 * Here or elsewhere.
	 */
	private static final class Somewhere implements Partitions, Home {

		private final List<String> keys = new CopyOnWriteArrayList<>();

		private volatile boolean open;

		@Override
		public int count() {
			return 16;
		}

		@Override
		public Home home(int partition) {
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
			this.keys.add(key);
			return Delivery.ACCEPTED;
		}

		@Override
		public void ask(String key, OpenRequest request) {
			this.keys.add(key);
		}

	}

}
