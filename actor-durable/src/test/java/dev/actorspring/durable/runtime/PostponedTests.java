package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Becomes;
import dev.actorspring.Message;
import dev.actorspring.Postpone;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.States;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Durable actors with states: what they postpone is neither lost nor done.
 */
class PostponedTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final List<String> done = new CopyOnWriteArrayList<>();

	private DurableActors durable;

	private ActorSystem system;

	@AfterEach
	void stop() {
		if (this.system != null) {
			this.system.close();
			this.durable.close();
		}
	}

	private ActorRef<Sleeper> start() {
		stop();
		this.durable = DurableActors.builder(this.store).closing(Duration.ofSeconds(5)).build();
		this.durable.register("sleeper", Sleeper.Nights.class, "nights", 1);
		this.system = ActorSystem.builder()
			.interceptors(this.durable)
			.actor(ActorSpec.keyed("sleeper", Sleeper.class,
					(context) -> new Sleeper(context,
							this.durable.state("sleeper", true, context, Sleeper.Nights.class),
							this.durable.alarms("sleeper", true, context), this.done)))
			.build();
		this.durable.start(this.system);
		this.system.start();
		return this.system.keyed(Sleeper.class).get("a");
	}

	private int postponed() {
		return ((NodeSnapshot.Actor) this.system.find("sleeper/a").orElseThrow()).postponed();
	}

	private boolean alarmIsStored() {
		return this.store.row(new StateKey("sleeper", "a")).orElseThrow().value().alarms() != null;
	}

	@ParameterizedTest
	@ValueSource(strings = { "by the state", "by hand" })
	void alarmThatIsPostponedIsNotOver(String how) {
		this.store.setTime(Instant.now());
		ActorRef<Sleeper> sleeper = start();
		sleeper.call(new Sleeper.Sleep(how.equals("by hand")), LONG);
		this.store.advance(Duration.ofHours(9));
		await().until(() -> postponed() == 1);
		assertThat(alarmIsStored()).isTrue();
		// It would be sent again if nobody had it.
		this.store.advance(Duration.ofMinutes(1));
		sleeper.call(new Sleeper.Look(), LONG);
		assertThat(postponed()).isOne();
		sleeper = start();
		this.store.advance(Duration.ofMinutes(1));
		sleeper.call(new Sleeper.Look(), LONG);
		await().until(() -> postponed() == 1);
		assertThat(this.done).isEmpty();
		sleeper.call(new Sleeper.Wake(), LONG);
		await().untilAsserted(() -> assertThat(this.done).containsExactly("rang"));
		await().untilAsserted(() -> assertThat(alarmIsStored()).isFalse());
		assertThat(postponed()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "by the state", "by hand" })
	void requestWithAKeyThatIsPostponedIsHandledOnce(String how) {
		ActorRef<Sleeper> sleeper = start();
		sleeper.call(new Sleeper.Sleep(how.equals("by hand")), LONG);
		CompletableFuture<Integer> first = sleeper.ask(new Sleeper.Ask("one"), LONG);
		CompletableFuture<Integer> second = sleeper.ask(new Sleeper.Ask("one"), LONG);
		sleeper.call(new Sleeper.Look(), LONG);
		assertThat(first).isNotDone();
		assertThat(second).isNotDone();
		sleeper.call(new Sleeper.Wake(), LONG);
		assertThat(first.join()).isEqualTo(1);
		assertThat(second.join()).isEqualTo(1);
		assertThat(this.done).containsExactly("asked");
	}

	/**
	 * An actor that hears nothing while it sleeps.
	 */
	@States(Sleeper.State.class)
	static class Sleeper {

		record Nights(int count, boolean asleep, boolean byHand) {

		}

		record Sleep(boolean byHand) implements Request<Sleeper, Integer> {

		}

		record Wake() implements Request<Sleeper, Integer> {

		}

		record Look() implements Request<Sleeper, Boolean> {

		}

		record Ask(@IdempotencyKey String id) implements Request<Sleeper, Integer> {

		}

		record Ring() implements Message<Sleeper> {

		}

		sealed interface State {

		}

		private final ActorContext<Sleeper> context;

		private final Durable<Nights> nights;

		private final Alarms<Sleeper> alarms;

		private final List<String> done;

		Sleeper(ActorContext<Sleeper> context, Durable<Nights> nights, Alarms<Sleeper> alarms, List<String> done) {
			this.context = context;
			this.nights = nights;
			this.alarms = alarms;
			this.done = done;
			Nights now = nights.orElse(new Nights(0, false, false));
			context.become(!now.asleep() ? new Awake() : now.byHand() ? new HalfAsleep() : new Asleep());
		}

		@Receive
		@Becomes({ Asleep.class, HalfAsleep.class })
		int sleep(Sleep sleep) {
			this.nights
				.set(new Nights(this.nights.orElse(new Nights(0, false, false)).count() + 1, true, sleep.byHand()));
			this.alarms.set("morning", Duration.ofHours(8), new Ring());
			this.context.become(sleep.byHand() ? new HalfAsleep() : new Asleep());
			return this.nights.get().count();
		}

		@Receive
		@Becomes(Awake.class)
		int wake(Wake wake) {
			Nights before = this.nights.get();
			this.nights.set(new Nights(before.count(), false, before.byHand()));
			this.context.become(new Awake());
			return before.count();
		}

		@Receive
		boolean look(Look look) {
			return this.nights.orElse(new Nights(0, false, false)).asleep();
		}

		@Receive
		int ask(Ask ask) {
			this.done.add("asked");
			return this.nights.get().count();
		}

		@Receive
		void ring(Ring ring) {
			this.done.add("rang");
		}

		final class Awake implements State {

		}

		@Postpone({ Ring.class, Ask.class })
		final class Asleep implements State {

		}

		final class HalfAsleep implements State {

			@Receive
			int ask(Ask ask) {
				throw Sleeper.this.context.postpone();
			}

			@Receive
			void ring(Ring ring) {
				throw Sleeper.this.context.postpone();
			}

		}

	}

}
