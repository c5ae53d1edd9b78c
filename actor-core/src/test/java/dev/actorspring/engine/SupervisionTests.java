package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What supervisors do when their children start, end, and stop.
 */
class SupervisionTests extends SystemTest {

	/** Starts and ends of incarnations, in order. */
	private final Queue<String> journal = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean startFails = new AtomicBoolean();

	private ActorSpec<Counter> child(String name) {
		return ActorSpec.of(name, Counter.class, new ActorFactory<>() {

			@Override
			public Counter create(ActorContext<Counter> context) {
				if (SupervisionTests.this.startFails.get() && name.equals("b")) {
					throw new IllegalStateException("b cannot start");
				}
				SupervisionTests.this.journal.add("+" + name + context.incarnation());
				return new Counter(context);
			}

			@Override
			public void destroy(Counter actor) {
				SupervisionTests.this.journal.add("-" + name);
			}

		});
	}

	private void startThree(UnaryOperator<SupervisorSpec.Builder> setup) {
		SupervisorSpec.Builder group = SupervisorSpec.named("group");
		setup.apply(group);
		start((builder) -> builder.timeSource(this.time)
			.supervisor(group.child(child("a")).child(child("b")).child(child("c")).build()));
		this.journal.clear();
	}

	private ActorRef<Counter> actor(String name) {
		return this.system.actor(name, Counter.class);
	}

	private void crash(String name) {
		failure(actor(name).ask(new Counter.Crash("boom")));
	}

	private NodeSnapshot.Supervisor group() {
		return (NodeSnapshot.Supervisor) this.system.find("group").orElseThrow();
	}

	private List<ChildState> states() {
		return group().children().stream().map(NodeSnapshot::state).toList();
	}

	private void awaitAllRunning() {
		await().until(() -> this.system.find("group").isPresent()
				&& states().stream().allMatch((state) -> state == ChildState.RUNNING));
	}

	@Test
	void childrenStartInOrderAndStopInReverse() {
		start((builder) -> builder
			.supervisor(SupervisorSpec.named("group").child(child("a")).child(child("b")).child(child("c")).build()));
		this.system.close();
		assertThat(this.journal).containsExactly("+a1", "+b1", "+c1", "-c", "-b", "-a");
	}

	@Test
	void failedStartStopsWhatWasStartedAndNamesTheChild() {
		this.startFails.set(true);
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> start((builder) -> builder.supervisor(
					SupervisorSpec.named("group").child(child("a")).child(child("b")).child(child("c")).build())))
			.withMessageContaining("'group/b'")
			.withMessageContaining("b cannot start");
		assertThat(this.journal).containsExactly("+a1", "-a");
		assertThat(this.system.isRunning()).isFalse();
	}

	@Test
	void oneForOneRestartsOnlyTheOneThatCrashed() {
		startThree((group) -> group.strategy(RestartStrategy.ONE_FOR_ONE));
		crash("b");
		await().until(() -> this.journal.contains("+b2"));
		assertThat(this.journal).containsExactly("-b", "+b2");
	}

	@Test
	void oneForAllRestartsAllInOrder() {
		startThree((group) -> group.strategy(RestartStrategy.ONE_FOR_ALL));
		crash("b");
		await().until(() -> this.journal.contains("+c2"));
		assertThat(this.journal).containsExactly("-b", "-c", "-a", "+a2", "+b2", "+c2");
	}

	@Test
	void restForOneRestartsThoseThatWereStartedLater() {
		startThree((group) -> group.strategy(RestartStrategy.REST_FOR_ONE));
		crash("b");
		await().until(() -> this.journal.contains("+c2"));
		assertThat(this.journal).containsExactly("-b", "-c", "+b2", "+c2");
		awaitAllRunning();
		await().until(() -> events(ActorEvent.Restarted.class).size() == 2);
		assertThat(events(ActorEvent.Restarted.class)).extracting(ActorEvent.Restarted::path)
			.containsExactly("group/b", "group/c");
		assertThat(events(ActorEvent.Restarted.class)).extracting(ActorEvent.Restarted::supervisor)
			.containsOnly("group");
		assertThat(group().restarts()).hasSize(2);
	}

	@Test
	void mailboxesOfSiblingsSurviveAGroupRestart() throws Exception {
		startThree((group) -> group.strategy(RestartStrategy.ONE_FOR_ALL));
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		actor("a").ask(new Counter.Block(entered, release));
		entered.await();
		actor("a").tell(new Counter.Add(5));
		crash("b");
		await().until(() -> states().get(0) != ChildState.RUNNING);
		release.countDown();
		await().until(() -> this.journal.contains("+c2"));
		assertThat(actor("a").call(new Counter.Get())).isEqualTo(5);
		assertThat(actor("a").call(new Counter.GetIncarnation())).isEqualTo(2);
	}

	@Test
	void intensityOfRestartsIsAllowedAndOneMoreEscalatesToTheParentWhichRestartsTheSupervisor() {
		startThree((group) -> group.intensity(2, Duration.ofSeconds(5)));
		crash("b");
		crash("b");
		await().until(() -> this.journal.contains("+b3"));
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
		crash("b");
		await().until(() -> this.journal.contains("+c2"));
		assertThat(events(ActorEvent.Escalated.class)).hasSize(1);
		assertThat(this.journal).containsExactly("-b", "+b2", "-b", "+b3", "-b", "-c", "-a", "+a2", "+b4", "+c2");
		awaitAllRunning();
		assertThat(actor("b").call(new Counter.Get())).isZero();
	}

	@Test
	void restartsOlderThanThePeriodAreForgottenButExactlyAsOldStillCount() {
		startThree((group) -> group.intensity(1, Duration.ofSeconds(5)));
		crash("b");
		await().until(() -> this.journal.contains("+b2"));
		this.time.advance(Duration.ofSeconds(5).plusNanos(1));
		crash("b");
		await().until(() -> this.journal.contains("+b3"));
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
		this.time.advance(Duration.ofSeconds(5));
		crash("b");
		await().until(() -> !events(ActorEvent.Escalated.class).isEmpty());
	}

	@Test
	void backoffWaitsAndLeavesTheOthersUntouched() {
		startThree((group) -> group.intensity(0, Duration.ofSeconds(5)).giveUp(GiveUp.BACKOFF));
		crash("b");
		await().until(() -> states().get(1) == ChildState.BACKOFF);
		assertThat(this.journal).containsExactly("-b");
		assertThat(events(ActorEvent.BackedOff.class)).singleElement()
			.satisfies((event) -> assertThat(event.delay()).isBetween(Duration.ofMillis(160), Duration.ofMillis(200)));
		assertThat(actor("a").call(new Counter.Get())).isZero();
		this.time.advance(Duration.ofMillis(210));
		await().until(() -> this.journal.contains("+b2"));
		awaitAllRunning();
		crash("b");
		await().until(() -> events(ActorEvent.BackedOff.class).size() == 2);
		assertThat(events(ActorEvent.BackedOff.class)).last()
			.satisfies((event) -> assertThat(event.delay()).isBetween(Duration.ofMillis(320), Duration.ofMillis(400)));
	}

	@Test
	void failedRestartCountsAndIsRetried() {
		startThree((group) -> group.intensity(3, Duration.ofSeconds(5)));
		this.startFails.set(true);
		crash("b");
		await().until(() -> events(ActorEvent.Escalated.class).size() == 1);
		this.startFails.set(false);
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return this.system.find("group").isPresent() && group().state() == ChildState.RUNNING
					&& states().stream().allMatch((state) -> state == ChildState.RUNNING);
		});
		assertThat(actor("b").call(new Counter.Get())).isZero();
	}

	@Test
	void transientChildIsRestartedAfterACrashButNotAfterANormalExit() {
		start((builder) -> builder
			.supervisor(SupervisorSpec.named("group").child(child("a").withRestart(RestartType.TRANSIENT)).build()));
		crash("a");
		assertThat(actor("a").call(new Counter.GetIncarnation())).isEqualTo(2);
		actor("a").tell(new Counter.Stop());
		await().until(() -> states().get(0) == ChildState.STOPPED);
		await().until(() -> failure(actor("a").ask(new Counter.Get())) instanceof ActorTerminatedException);
	}

	@Test
	void temporaryChildIsForgotten() {
		start((builder) -> builder
			.supervisor(SupervisorSpec.named("group").child(child("a").withRestart(RestartType.TEMPORARY)).build()));
		crash("a");
		await().until(() -> group().children().isEmpty());
		await().until(() -> failure(actor("a").ask(new Counter.Get())) instanceof ActorTerminatedException);
	}

	@Test
	void permanentChildIsRestartedAfterANormalExit() {
		startThree((group) -> group);
		actor("a").tell(new Counter.Stop());
		await().until(() -> this.journal.contains("+a2"));
	}

	@Test
	void handlerThatDoesNotEndIsInterruptedAfterItsShutdownTime() throws Exception {
		start((builder) -> builder.actor(child("a").withShutdownTimeout(Duration.ofMillis(20))));
		CountDownLatch entered = new CountDownLatch(1);
		var blocked = actor("a").ask(new Counter.Block(entered, new CountDownLatch(1)), Duration.ofMinutes(10));
		entered.await();
		this.system.close();
		assertThat(failure(blocked)).isInstanceOf(ActorTerminatedException.class);
		assertThat(this.journal).containsExactly("+a1", "-a");
	}

	@Test
	void handlerThatIgnoresInterruptsIsAbandoned() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch entered = new CountDownLatch(1);
		start((builder) -> builder
			.actor(ActorSpec.of("stubborn", Stubborn.class, (context) -> new Stubborn(entered, release))
				.withShutdownTimeout(Duration.ZERO)));
		ActorRef<Stubborn> stubborn = this.system.actor(Stubborn.class);
		var hanging = stubborn.ask(new Stubborn.Hang(), Duration.ofMinutes(10));
		var waiting = stubborn.ask(new Stubborn.Hang(), Duration.ofMinutes(10));
		entered.await();
		this.system.close();
		assertThat(failure(hanging)).isInstanceOf(ActorTerminatedException.class);
		assertThat(failure(waiting)).isInstanceOf(ActorTerminatedException.class);
		assertThat(events(ActorEvent.Abandoned.class)).hasSize(1);
		release.countDown();
	}

	static class Stubborn {

		record Hang() implements Request<Stubborn, Integer> {

		}

		private final CountDownLatch entered;

		private final CountDownLatch release;

		Stubborn(CountDownLatch entered, CountDownLatch release) {
			this.entered = entered;
			this.release = release;
		}

		@Receive
		int hang(Hang hang) {
			this.entered.countDown();
			while (this.release.getCount() > 0) {
				Thread.onSpinWait();
			}
			return 1;
		}

	}

}
