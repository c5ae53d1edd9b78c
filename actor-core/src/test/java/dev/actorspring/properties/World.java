package dev.actorspring.properties;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.KeyedActors;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.testing.ImmediateListener;
import dev.actorspring.testing.StandingClock;

/**
 * A system with subjects of every kind, and one ledger for all of them.
 */
final class World {

	static final List<String> SUPERVISED = List.of("first", "second", "third");

	private static final int KEYS = 12;

	private static final int PLACES = 8;

	private final StandingClock clock = new StandingClock();

	private final Ledger ledger;

	private final ActorSystem system;

	private final List<ActorRef<Subject>> fixed;

	private final KeyedActors<Subject> keyed;

	/** Actors that come and go, the newest first to be forgotten. */
	private final AtomicReferenceArray<ActorRef<Subject>> passing = new AtomicReferenceArray<>(PLACES);

	private final AtomicInteger arrivals = new AtomicInteger();

	World(int capacity, RestartStrategy strategy) {
		this.ledger = new Ledger(capacity);
		SupervisorSpec supervisor = SupervisorSpec.named("group")
			.strategy(strategy)
			.giveUp(GiveUp.BACKOFF)
			.intensity(20, Duration.ofSeconds(1))
			.children(SUPERVISED.toArray(String[]::new))
			.build();
		this.system = ActorSystem.builder()
			.timeSource(this.clock)
			.listener(new ImmediateListener(this.ledger::onEvent))
			.probes((actor, message) -> this.ledger)
			.supervisor(supervisor)
			.actor(Subject.spec("first", this))
			.actor(Subject.spec("second", this).withMailboxCapacity(4))
			.actor(Subject.spec("third", this).withDispatcher(Dispatcher.COMPUTE))
			.actor(Subject.spec("alone", this).withMailboxCapacity(ActorSpec.UNBOUNDED))
			.actor(keyedSpec())
			.build();
		this.fixed = List.of(actor("first"), actor("second"), actor("third"), actor("alone"));
		this.keyed = this.system.keyed(Subject.class);
		this.system.start();
	}

	private ActorSpec<Subject> keyedSpec() {
		return ActorSpec.keyed("keyed", Subject.class, (context) -> new Subject(context, this))
			.withMailboxCapacity(16)
			.withPassivateAfter(Duration.ofMillis(100));
	}

	private ActorRef<Subject> actor(String name) {
		return this.system.actor(name, Subject.class);
	}

	StandingClock clock() {
		return this.clock;
	}

	Ledger ledger() {
		return this.ledger;
	}

	ActorSystem system() {
		return this.system;
	}

	/**
	 * One of the actors.
	 * @param number any number
	 * @return always the same for the same number, unless actors come or go
	 */
	ActorRef<Subject> any(int number) {
		int place = Math.floorMod(number * 31 + (number >>> 5), this.fixed.size() + KEYS + PLACES);
		if (place < this.fixed.size()) {
			return this.fixed.get(place);
		}
		place -= this.fixed.size();
		ActorRef<Subject> found = (place < PLACES) ? this.passing.get(place) : null;
		return (found != null) ? found : this.keyed.get("key" + place);
	}

	void add(ActorRef<Subject> passer) {
		this.passing.set(Math.floorMod(this.arrivals.getAndIncrement(), PLACES), passer);
	}

}
