package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Alarms survive the actor, and take effect once.
 */
class AlarmTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final Queue<String> rung = new ConcurrentLinkedQueue<>();

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final Queue<Duration> delays = new ConcurrentLinkedQueue<>();

	private MailboxSpec mailbox = MailboxSpec.DEFAULT;

	private DurableActors durable;

	private ActorSystem system;

	@AfterEach
	void stop() {
		if (this.system != null) {
			this.system.close();
			this.durable.close();
		}
		rung.clear();
	}

	private ActorRef<Clock> start() {
		this.store.setTime(Instant.now());
		return restart();
	}

	private ActorRef<Clock> restart() {
		DurableActors made = DurableActors.builder(this.store)
			.closing(Duration.ofSeconds(5))
			.listener(new DurableListener() {

				@Override
				public void alarmSent(StateKey key, Duration late) {
					AlarmTests.this.delays.add(late);
				}

			})
			.build();
		made.register("clock", Clock.Count.class, "count", 1);
		ActorSpec<Clock> spec = ActorSpec.keyed("clock", Clock.class,
				(context) -> new Clock(made.state("clock", true, context, Clock.Count.class),
						made.alarms("clock", true, context)));
		this.durable = made;
		this.system = ActorSystem.builder().interceptors(made).actor(spec.withMailbox(this.mailbox)).build();
		made.start(this.system);
		this.system.start();
		return this.system.keyed(Clock.class).get("a");
	}

	private int count(ActorRef<Clock> clock) {
		return clock.call(new Clock.Get(), LONG);
	}

	@Test
	void alarmIsSentWhenItIsDueAndNotBefore() {
		ActorRef<Clock> clock = start();
		clock.call(new Clock.SetIn("x", Duration.ofHours(1)), LONG);
		assertThat(this.store.row(new StateKey("clock", "a")).orElseThrow().value().nextAlarm()).isNotNull();
		assertThat(count(clock)).isZero();
		this.store.advance(Duration.ofHours(2));
		await().until(() -> count(clock) == 1);
		await().untilAsserted(
				() -> assertThat(this.store.row(new StateKey("clock", "a")).orElseThrow().value().alarms()).isNull());
		assertThat(rung).containsExactly("x");
	}

	@Test
	void alarmIsSeenFromOutside_andHowLateItWasSent() {
		ActorRef<Clock> clock = start();
		clock.call(new Clock.SetIn("y", Duration.ofHours(5)), LONG);
		clock.call(new Clock.SetIn("x", Duration.ofHours(1)), LONG);
		NodeSnapshot.Actor actor = (NodeSnapshot.Actor) this.system.find("clock/a").orElseThrow();
		assertThat(this.durable.snapshot(actor)).isEqualTo(
				new StateSnapshot(2, 0, this.store.row(new StateKey("clock", "a")).orElseThrow().value().nextAlarm()));
		assertThat(this.delays).isEmpty();
		this.store.advance(Duration.ofHours(2));
		await().until(() -> count(clock) == 1);
		assertThat(this.delays).singleElement()
			.satisfies((late) -> assertThat(late).isBetween(Duration.ofMinutes(50), Duration.ofMinutes(70)));
	}

	@Test
	void alarmSurvivesWhoHasSetIt() {
		ActorRef<Clock> clock = start();
		clock.call(new Clock.SetIn("x", Duration.ofHours(1)), LONG);
		this.system.close();
		this.durable.close();
		this.store.advance(Duration.ofHours(2));
		ActorRef<Clock> again = restart();
		await().until(() -> count(again) == 1);
		assertThat(rung).containsExactly("x");
	}

	@Test
	void alarmWakesAnActorThatIsNotActive() {
		ActorRef<Clock> clock = start();
		clock.call(new Clock.SetIn("x", Duration.ofHours(1)), LONG);
		this.system.operations("clock/a").orElseThrow().passivate().join();
		this.store.advance(Duration.ofHours(2));
		await().until(() -> rung.contains("x"));
		assertThat(count(clock)).isOne();
	}

	@Test
	void alarmCanBeCancelledAndReplaced() {
		ActorRef<Clock> clock = start();
		clock.call(new Clock.SetIn("x", Duration.ofHours(1)), LONG);
		clock.call(new Clock.SetIn("y", Duration.ofHours(1)), LONG);
		clock.call(new Clock.SetIn("y", Duration.ofHours(5)), LONG);
		assertThat(clock.call(new Clock.Cancel("x"), LONG)).isTrue();
		assertThat(clock.call(new Clock.Cancel("x"), LONG)).isFalse();
		clock.call(new Clock.SetIn("z", Duration.ofHours(2)), LONG);
		this.store.advance(Duration.ofHours(3));
		await().until(() -> rung.contains("z"));
		assertThat(rung).containsExactly("z");
		assertThat(clock.call(new Clock.Find("y"), LONG)).isTrue();
		this.store.advance(Duration.ofHours(3));
		await().until(() -> rung.contains("y"));
		assertThat(count(clock)).isEqualTo(2);
	}

	@Test
	void alarmWhoseHandlerCrashesStaysAndIsSentAgain() {
		ActorRef<Clock> clock = start();
		clock.call(new Clock.SetIn("crash once", Duration.ofHours(1)), LONG);
		this.store.advance(Duration.ofHours(2));
		await().until(() -> rung.contains("crashed"));
		await().until(() -> {
			this.store.advance(Duration.ofSeconds(1));
			return rung.contains("crash once");
		});
		assertThat(count(clock)).isOne();
	}

	@Test
	void alarmThatIsHandledBySettingItAgainGoesOn() {
		ActorRef<Clock> clock = start();
		clock.call(new Clock.SetIn("again", Duration.ofHours(1)), LONG);
		for (int i = 1; i <= 3; i++) {
			int times = i;
			this.store.advance(Duration.ofHours(2));
			await().until(() -> count(clock) == times);
		}
		assertThat(clock.call(new Clock.Find("again"), LONG)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { -60, 60 })
	void clockOfTheStoreCountsAndNotThatOfTheMachine(int minutes) {
		this.store.setTime(Instant.now().plus(Duration.ofMinutes(minutes)));
		ringInOrder(restart());
	}

	@ParameterizedTest
	@ValueSource(ints = { -60, 60 })
	void leapOfTheClockOfTheStoreIsFollowed(int minutes) {
		ActorRef<Clock> clock = start();
		clock.call(new Clock.SetIn("before", Duration.ofMinutes(30)), LONG);
		this.store.advance(Duration.ofMinutes(minutes));
		ringInOrder(clock);
		assertThat(rung.contains("before")).isEqualTo(minutes > 0);
		this.store.advance(Duration.ofHours(2));
		await().until(() -> rung.contains("before"));
		assertThat(rung).hasSize(3);
	}

	/** Neither is early nor late. */
	private void ringInOrder(ActorRef<Clock> clock) {
		awaitTime(clock);
		clock.call(new Clock.SetIn("later", Duration.ofMinutes(10)), LONG);
		clock.call(new Clock.SetIn("sooner", Duration.ofMinutes(1)), LONG);
		this.store.advance(Duration.ofMinutes(5));
		await().until(() -> rung.contains("sooner"));
		assertThat(rung).doesNotContain("later");
		this.store.advance(Duration.ofMinutes(6));
		await().until(() -> rung.contains("later"));
	}

	/** Until it is known what time it is by now. */
	private void awaitTime(ActorRef<Clock> clock) {
		Duration delay = Duration.ofHours(10);
		await().until(() -> {
			clock.call(new Clock.SetIn("much later", delay), LONG);
			Duration left = Duration.between(this.store.now(), clock.call(new Clock.At("much later"), LONG));
			return left.minus(delay).abs().compareTo(Duration.ofSeconds(30)) < 0;
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { -60, 60 })
	void alarmThatIsSetAtOnceIsSetByTheClockOfTheStore(int minutes) throws Exception {
		this.store.setTime(Instant.now().plus(Duration.ofMinutes(minutes)));
		ActorRef<Clock> clock = restart();
		clock.call(new Clock.SetIn("x", Duration.ofMinutes(10)), LONG);
		assertThat(Duration.between(this.store.now(), clock.call(new Clock.At("x"), LONG)))
			.isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
	}

	@Test
	void alarmsOfAnActorThatCannotStartDoNotPileUp() {
		ActorRef<Clock> clock = start();
		StoredState row = breakStateWithAlarm(clock);
		this.store.advance(Duration.ofHours(2));
		for (int i = 0; i < 3; i++) {
			awaitLook();
			this.store.advance(Duration.ofMinutes(1));
		}
		awaitLook();
		await().until(() -> depth() > 0);
		assertThat(depth()).isOne();
		this.store.put(row);
		await().until(() -> rung.contains("x"));
		assertThat(count(clock)).isOne();
		assertThat(rung).containsExactly("x");
	}

	@Test
	void alarmThatGaveItsPlaceInTheMailboxIsSentAgain() {
		this.mailbox = MailboxSpec.DEFAULT.withCapacity(1).withOverflow(Overflow.DROP_OLDEST);
		ActorRef<Clock> clock = start();
		StoredState row = breakStateWithAlarm(clock);
		this.store.advance(Duration.ofHours(2));
		await().until(() -> depth() == 1);
		clock.tell(new Clock.Ring("other"));
		assertThat(depth()).isOne();
		this.store.put(row);
		await().until(() -> rung.contains("other"));
		this.store.advance(Duration.ofMinutes(1));
		await().until(() -> rung.contains("x"));
		assertThat(rung).containsExactly("other", "x");
	}

	@Test
	void alarmIsSentThoughTheMailboxIsFull() {
		this.mailbox = MailboxSpec.DEFAULT.withCapacity(1);
		ActorRef<Clock> clock = start();
		StoredState row = breakStateWithAlarm(clock);
		assertThat(clock.tryTell(new Clock.Ring("other"))).isTrue();
		assertThat(clock.tryTell(new Clock.Ring("another"))).isFalse();
		this.store.advance(Duration.ofHours(2));
		await().until(() -> depth() == 2);
		this.store.put(row);
		await().until(() -> rung.contains("x"));
		assertThat(rung).containsExactly("other", "x");
	}

	@Test
	void alarmThatCannotBeSentHoldsUpNoOther() throws Exception {
		ActorRef<Clock> clock = start();
		Instant due = this.store.now();
		Map<String, Alarm> alarms = new HashMap<>();
		for (int i = 0; i < 20; i++) {
			alarms.put("gone" + i, new Alarm("gone" + i, due, "no-such-message", "{}"));
		}
		alarms.put("x", new Alarm("x", due, "ring", "{\"name\":\"x\"}"));
		this.store.put(new StoredState(new StateKey("clock", "a"), 1, UUID.randomUUID(),
				new StoredState.Value("count", 1, "{\"rings\":1}", AlarmBook.encode(alarms), due), due));
		await().until(() -> count(clock) == 2);
		assertThat(rung).containsExactly("x");
	}

	@Test
	void alarmOfWhichTheNameOfTheRecordSaysTooLittleIsRefused() {
		AlarmBook book = new AlarmBook("orders", ActorProtocol.of(Orders.class, List.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> book.alarm("x", Instant.EPOCH, new Orders.Cancel()))
			.withMessageContaining("another record named Cancel")
			.withMessageContaining("Rename one of them");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> book.alarm("x", Instant.EPOCH, new Orders.Payments.Cancel()));
		assertThat(book.message(book.alarm("x", Instant.EPOCH, new Orders.Send()))).isEqualTo(new Orders.Send());
	}

	static class Orders {

		record Cancel() implements Message<Orders> {

		}

		record Send() implements Message<Orders> {

		}

		static final class Payments {

			record Cancel() implements Message<Orders> {

			}

		}

		@Receive
		void cancel(Cancel cancel) {
		}

		@Receive
		void cancel(Payments.Cancel cancel) {
		}

		@Receive
		void send(Send send) {
		}

	}

	/** Sets an alarm for in an hour, and then has the state not be readable. */
	private StoredState breakStateWithAlarm(ActorRef<Clock> clock) {
		clock.call(new Clock.SetIn("x", Duration.ofHours(1)), LONG);
		this.system.operations("clock/a").orElseThrow().passivate().join();
		StoredState row = this.store.row(new StateKey("clock", "a")).orElseThrow();
		StoredState.Value value = row.value();
		this.store.put(new StoredState(row.key(), row.version(), row.writeId(),
				new StoredState.Value(value.type(), value.typeVersion(), "nonsense", value.alarms(), value.nextAlarm()),
				row.changed()));
		return row;
	}

	/** Until nothing is due, as it was found. */
	private void awaitLook() {
		await().until(() -> this.store.due(List.of("clock"), null, 1, Duration.ZERO).isEmpty());
	}

	private long depth() {
		return this.system.gauges().iterator().next().depth();
	}

	@Test
	void alarmsThatCannotBeReadAreSeenLikeAState() {
		ActorRef<Clock> clock = start();
		StateKey key = new StateKey("clock", "a");
		this.store.put(new StoredState(key, 1, UUID.randomUUID(),
				new StoredState.Value("count", 1, "{\"rings\":1}", "nonsense", null), Instant.EPOCH));
		assertThat(DurableTest.failure(clock.ask(new Clock.Get(), LONG))).isInstanceOf(StateUnreadableException.class);
		assertThat(this.durable.unreadable()).containsOnlyKeys(key);
	}

	@Test
	void alarmOfATurnThatCrashesIsNotSet() {
		ActorRef<Clock> clock = start();
		clock.ask(new Clock.SetAndCrash("x"), LONG).handle((reply, failure) -> "").join();
		assertThat(clock.call(new Clock.Find("x"), LONG)).isFalse();
		assertThat(this.store.rows()).isEmpty();
	}

	static class Clock {

		record Count(int rings) {

		}

		record Get() implements Request<Clock, Integer> {

		}

		record SetIn(String name, Duration delay) implements Request<Clock, Integer> {

		}

		record SetAndCrash(String name) implements Request<Clock, Integer> {

		}

		record Cancel(String name) implements Request<Clock, Boolean> {

		}

		record Find(String name) implements Request<Clock, Boolean> {

		}

		record At(String name) implements Request<Clock, Instant> {

		}

		record Ring(String name) implements Message<Clock> {

		}

		private final Durable<Count> count;

		private final Alarms<Clock> alarms;

		Clock(Durable<Count> count, Alarms<Clock> alarms) {
			this.count = count;
			this.alarms = alarms;
		}

		@Receive
		int get(Get get) {
			return this.count.orElse(new Count(0)).rings();
		}

		@Receive
		int set(SetIn set) {
			this.alarms.set(set.name(), set.delay(), new Ring(set.name()));
			return 0;
		}

		@Receive
		int setAndCrash(SetAndCrash set) {
			this.alarms.set(set.name(), Duration.ZERO, new Ring(set.name()));
			throw new IllegalStateException("crash");
		}

		@Receive
		boolean cancel(Cancel cancel) {
			return this.alarms.cancel(cancel.name());
		}

		@Receive
		boolean find(Find find) {
			return this.alarms.find(find.name()).isPresent();
		}

		@Receive
		Instant at(At at) {
			return this.alarms.find(at.name()).orElseThrow();
		}

		@Receive
		void ring(Ring ring) {
			if (ring.name().startsWith("crash") && !rung.contains("crashed")) {
				rung.add("crashed");
				throw new IllegalStateException("crash");
			}
			rung.add(ring.name());
			this.count.set(new Count(this.count.orElse(new Count(0)).rings() + 1));
			if (ring.name().equals("again")) {
				this.alarms.set("again", Duration.ofHours(1), ring);
			}
		}

	}

}
