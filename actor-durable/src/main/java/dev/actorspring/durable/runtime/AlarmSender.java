package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.spi.Placement;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of alarms that are due, and has them come later if they crash.
 */
final class AlarmSender implements AlarmPoller.AlarmTargets {

	private final StateStore store;

	private final StoreBreaker breaker;

	private final StoreClock clock;

	private final ActiveStates active;

	private final DurableListener listener;

	private final Tenures tenures;

	private final Background background;

	/** By actor or family. */
	private final ConcurrentMap<String, Target> targets = new ConcurrentHashMap<>();

	/** What has failed last, and was not handled since. */
	private final ConcurrentMap<Failing, Backoff> failing = new ConcurrentHashMap<>();

	private volatile @Nullable ActorSystem system;

	AlarmSender(StateStore store, StoreBreaker breaker, StoreClock clock, ActiveStates active, DurableListener listener,
			Tenures tenures, Background background) {
		this.store = store;
		this.breaker = breaker;
		this.clock = clock;
		this.active = active;
		this.listener = listener;
		this.tenures = tenures;
		this.background = background;
	}

	/**
	 * An actor or family may have alarms.
	 * @return its messages, or {@code null} if another class is known by its name
	 */
	@Nullable AlarmBook register(ActorSpec<?> spec, StateType<?> state, ActorProtocol protocol) {
		AlarmBook book = new AlarmBook(spec.name(), protocol);
		Target target = this.targets.compute(spec.name(),
				(same, known) -> (known == null || known.type() == spec.type())
						? new Target(spec.type(), spec.keyed(), state, book) : known);
		return (target.book() == book) ? book : null;
	}

	@Nullable AlarmBook find(String actor) {
		Target target = this.targets.get(actor);
		return (target != null) ? target.book() : null;
	}

	void start(ActorSystem actors) {
		this.system = actors;
	}

	@Override
	public List<String> actors() {
		return List.copyOf(this.targets.keySet());
	}

	@Override
	public AlarmBook book(String actor) {
		return target(actor).book();
	}

	private Target target(String actor) {
		return Objects.requireNonNull(this.targets.get(actor));
	}

	@Override
	@SuppressWarnings("unchecked") // of a handler of the actor
	public void send(StateKey key, Alarm alarm) {
		ActorSystem running = this.system;
		if (running == null) {
			return;
		}
		Backoff backoff = this.failing.get(new Failing(key, alarm.name()));
		if (backoff != null && this.clock.now().isBefore(backoff.until())) {
			return;
		}
		Target target = target(key.actor());
		Message<Object> message = (Message<Object>) target.book().message(alarm);
		if (!this.active.expect(key, target.state(), message, alarm)) {
			return;
		}
		if (tell(running, target, key, message)) {
			this.listener.alarmSent(key, Duration.between(alarm.at(), this.clock.now()));
		}
		else {
			this.active.unexpect(key, message);
			later(key, Duration.ofSeconds(1));
		}
	}

	/**
	 * Tells it to the actor here. One that lives elsewhere by now would not know that it
	 * comes from an alarm.
	 */
	private boolean tell(ActorSystem running, Target target, StateKey key, Message<Object> message) {
		Placement.Partitions placement = this.tenures.placement(key.actor());
		if (placement == null) {
			ActorRef<Object> ref = target.keyed() ? running.keyed(key.actor(), Object.class).get(key.key())
					: running.actor(key.actor(), Object.class);
			return ref.tryTell(message);
		}
		Placement.Home home = placement.home(placement.partition(key.placedKey()));
		if (!home.enter()) {
			return false;
		}
		try {
			return running.hosting().tell(key.actor(), key.placedKey(), message, null).isAccepted();
		}
		finally {
			home.exit();
		}
	}

	/**
	 * Its handler has crashed, or it cannot be sent. Other alarms of the actor do not
	 * wait for it: the row is looked at again when the next one is due, and each ten
	 * seconds.
	 */
	@Override
	public Duration failed(StateKey key, Alarm alarm, Collection<Alarm> all) {
		Instant now = this.clock.now();
		Backoff backoff = Objects.requireNonNull(this.failing.compute(new Failing(key, alarm.name()),
				(same, known) -> Backoff.after((known != null) ? known.times() + 1 : 1, now)));
		Stream.concat(all.stream().map((each) -> Duration.between(now, each.at())), Stream.of(backoff.delay()))
			.filter(Duration::isPositive)
			.min(Duration::compareTo)
			.filter((delay) -> delay.compareTo(AlarmPoller.AGAIN) < 0)
			.ifPresent((delay) -> later(key, delay));
		return backoff.delay();
	}

	void handled(StateKey key, Alarm alarm) {
		this.failing.remove(new Failing(key, alarm.name()));
	}

	private void later(StateKey key, Duration delay) {
		this.background.run("actor-alarm-later", () -> {
			try {
				this.store.postpone(key, delay);
			}
			catch (StoreException ex) {
				this.breaker.failed(ex);
			}
		});
	}

	/**
	 * How the alarms of an actor or family are sent.
	 *
	 * @param type the actor class
	 * @param keyed whether it is a family
	 * @param state what is kept of it
	 * @param book knows its messages
	 */
	private record Target(Class<?> type, boolean keyed, StateType<?> state, AlarmBook book) {

	}

	/**
	 * An alarm that has failed.
	 *
	 * @param key whose it is
	 * @param name tells it from the others
	 */
	private record Failing(StateKey key, String name) {

	}

	/**
	 * When it is tried again.
	 *
	 * @param times how often it has failed in a row
	 * @param delay after how long
	 * @param until the same as a time. A little sooner, as it is compared with the clock
	 * of the store, which is only looked at now and then
	 */
	private record Backoff(int times, Duration delay, Instant until) {

		private static final Duration TOLERANCE = Duration.ofMillis(500);

		static Backoff after(int times, Instant now) {
			Duration delay = Duration.ofSeconds(1L << Math.min(times - 1, 8));
			return new Backoff(times, delay, now.plus(delay).minus(TOLERANCE));
		}

	}

}
