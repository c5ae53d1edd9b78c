package dev.actorspring.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.PoolSpec;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.engine.Hand.Crash;
import dev.actorspring.engine.Hand.Note;
import dev.actorspring.engine.Hand.WhoAreYou;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Pools of which a worker says that it is not to run.
 */
class PoolIgnoredStartTests extends SystemTest {

	private final Hand.Log log = new Hand.Log();

	private final AtomicInteger made = new AtomicInteger();

	/** Which of the workers that are made are not to run, from 1. */
	private final Set<Integer> ignoring = ConcurrentHashMap.newKeySet();

	private volatile boolean allIgnore;

	private ActorSpec<Hand> spec() {
		return ActorSpec.of("hands", Hand.class, (context) -> {
			int number = this.made.incrementAndGet();
			if (this.allIgnore || this.ignoring.contains(number)) {
				throw new IllegalStateException("cannot make it", new StartIgnoredException("no licence"));
			}
			return new Hand(context, this.log);
		}).withPool(PoolSpec.of(2));
	}

	private ActorRef<Hand> startGroup() {
		start((builder) -> builder.timeSource(this.time)
			.actor(spec())
			.actor(Doer.spec())
			.supervisor(SupervisorSpec.named("group").children(Hand.class, Doer.class).build()));
		return this.system.actor(Hand.class);
	}

	private NodeSnapshot.Pool snapshot() {
		return (NodeSnapshot.Pool) this.system.find("group/hands").orElseThrow();
	}

	@Test
	void poolOfWhichOneIsNotToRunAsItStartsDoesNotRunAndTheSystemDoes() {
		this.ignoring.add(2);
		ActorRef<Hand> hands = startGroup();
		assertThat(this.system.isRunning()).isTrue();
		assertThat(snapshot().state()).isEqualTo(ChildState.STOPPED);
		assertThat(snapshot().lastFailure()).isInstanceOf(StartIgnoredException.class).hasMessage("no licence");
		assertThat(failure(hands.ask(new WhoAreYou()))).isInstanceOf(ActorTerminatedException.class);
		assertThat(this.system.pool("hands").away()).isZero();
		this.system.supervisor("group").restart("hands").join();
		assertThat(hands.call(new WhoAreYou())).startsWith("group/hands/");
	}

	@Test
	void workerThatFailsAsThePoolStartsCountsForMoreThanOneThatIsNotToRun() {
		AtomicInteger worker = new AtomicInteger();
		ActorSpec<Hand> spec = spec().withFactory((context) -> {
			throw (worker.incrementAndGet() == 1) ? new StartIgnoredException("no licence")
					: new IllegalStateException("no tools");
		});
		assertThatExceptionOfType(ActorStartException.class).isThrownBy(() -> start((builder) -> builder.actor(spec)))
			.havingRootCause()
			.withMessage("no tools");
	}

	@Test
	void workerThatIsNotToRunAfterACrashIsTriedAgainWithBackoff() {
		ActorRef<Hand> hands = startGroup();
		this.allIgnore = true;
		hands.tell(new Crash());
		await().until(() -> snapshot().children().stream().anyMatch((worker) -> worker.state() == ChildState.BACKOFF));
		assertThat(hands.call(new WhoAreYou())).as("the other goes on").startsWith("group/hands/");
		assertThat(this.made).as("as often as after any failure, and not while time stands still").hasValue(5);
		await().untilAsserted(() -> assertThat(events(ActorEvent.BackedOff.class)).isNotEmpty());
		this.allIgnore = false;
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return this.system.gauges().stream().anyMatch((gauge) -> gauge.active() == 2);
		});
		hands.tell(new Note("n"));
		await().until(() -> this.log.begun().contains("n"));
	}

	@Test
	void workerThatIsAddedAndNotToRunIsTriedAgainWithBackoff() {
		ActorRef<Hand> hands = startGroup();
		this.allIgnore = true;
		this.system.pool("hands").resize(3);
		await().until(() -> snapshot().children().stream().anyMatch((worker) -> worker.state() == ChildState.BACKOFF));
		assertThat(this.made).hasValue(6);
		assertThat(hands.call(new WhoAreYou())).startsWith("group/hands/");
	}

}
