package dev.actorspring.conformance;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.supervision.ChildException;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.testing.ImmediateListener;
import dev.actorspring.testing.StandingClock;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Base of the conformance suite: OTP's rules for supervisors, which
 * {@code docs/supervision.md} explains, proven against the public API only. Each class
 * begins with the rule that it proves. Time stands still unless a test moves it.
 */
abstract class ConformanceTest {

	final Probes probes = new Probes();

	final StandingClock time = new StandingClock();

	final Collection<ActorEvent> events = new ConcurrentLinkedQueue<>();

	ActorSystem system;

	@AfterEach
	void closeSystem() {
		this.probes.openAllGates();
		if (this.system != null) {
			CompletableFuture<Void> closed = CompletableFuture.runAsync(this.system::close);
			await().until(() -> {
				this.time.advance(Duration.ofSeconds(1));
				return closed.isDone();
			});
		}
	}

	static ConditionFactory await() {
		return Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.atMost(Duration.ofSeconds(10));
	}

	// Building and starting.

	ActorSystem build(UnaryOperator<ActorSystemBuilder> setup) {
		this.system = setup
			.apply(ActorSystem.builder().timeSource(this.time).listener(new ImmediateListener(this.events::add)))
			.build();
		return this.system;
	}

	ActorSystem start(UnaryOperator<ActorSystemBuilder> setup) {
		build(setup).start();
		return this.system;
	}

	/**
	 * Starts a supervisor {@code group} under the root and clears the journal.
	 * @param setup adds its children
	 * @return the supervisor
	 */
	Supervisor startGroup(UnaryOperator<SupervisorSpec.Builder> setup) {
		start((builder) -> builder.supervisor(setup.apply(SupervisorSpec.named("group")).build()));
		this.probes.clearJournal();
		return group();
	}

	/**
	 * The same in the background, for starts that hang.
	 * @param setup adds its children
	 * @return done when the start is over
	 */
	CompletableFuture<Void> startGroupLater(UnaryOperator<SupervisorSpec.Builder> setup) {
		build((builder) -> builder.supervisor(setup.apply(SupervisorSpec.named("group")).build()));
		return CompletableFuture.runAsync(this.system::start);
	}

	CompletableFuture<Void> closeLater() {
		return CompletableFuture.runAsync(this.system::close);
	}

	Supervisor group() {
		return this.system.supervisor("group");
	}

	// Telling probes what to do.

	ActorRef<Probe> ref(String name) {
		return this.system.actor(name, Probe.class);
	}

	int ping(ActorRef<Probe> ref) {
		return get(ref.ask(Probe.ping()));
	}

	void crash(String name) {
		crash(ref(name));
	}

	static void crash(ActorRef<Probe> ref) {
		assertThat(failure(ref.ask(Probe.crash()))).isInstanceOf(ActorCrashedException.class);
	}

	void exit(String name) {
		get(ref(name).ask(Probe.exit()));
	}

	// Looking.

	void assertJournal(String... entries) {
		await().untilAsserted(() -> assertThat(this.probes.journal()).containsExactly(entries));
	}

	void awaitJournal(String entry) {
		await().untilAsserted(() -> assertThat(this.probes.journal()).contains(entry));
	}

	static Map<String, ChildState> states(Supervisor supervisor) {
		Map<String, ChildState> states = new LinkedHashMap<>();
		supervisor.children().forEach((child) -> states.put(child.id(), child.state()));
		return states;
	}

	static List<String> ids(Supervisor supervisor) {
		return supervisor.children().stream().map(ChildInfo::id).toList();
	}

	/**
	 * Waits until a child is in a state, and its supervisor has dealt with all that it
	 * was told before: it tells of what it does after that can be seen.
	 * @param supervisor its supervisor
	 * @param child the child
	 * @param state the state
	 */
	static void awaitState(Supervisor supervisor, String child, ChildState state) {
		await().untilAsserted(() -> assertThat(states(supervisor)).containsEntry(child, state));
		settle(supervisor);
	}

	/**
	 * Waits until a child that cannot end at once has been told to.
	 * @param supervisor its supervisor
	 * @param child the child
	 */
	static void awaitBeingStopped(Supervisor supervisor, String child) {
		awaitState(supervisor, child, ChildState.STOPPED);
	}

	/**
	 * Waits until all children run, and their supervisor has dealt with all that it was
	 * told before.
	 * @param supervisor their supervisor
	 */
	static void awaitAllRunning(Supervisor supervisor) {
		await()
			.untilAsserted(() -> assertThat(states(supervisor).values()).isNotEmpty().containsOnly(ChildState.RUNNING));
		settle(supervisor);
	}

	/**
	 * Waits until a supervisor has dealt with all that it was told before.
	 * @param supervisor running
	 */
	static void settle(Supervisor supervisor) {
		assertThat(failure(supervisor.terminate("nobody"))).isInstanceOf(ChildException.class);
	}

	<E extends ActorEvent> List<E> events(Class<E> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/**
	 * Waits until a restart has been noted, which is after the new incarnation answers.
	 * @param path of the one that is restarted once
	 * @return the restart
	 */
	Restart awaitRestart(String path) {
		await().untilAsserted(() -> assertThat(this.system.restarts(path)).hasSize(1));
		return this.system.restarts(path).getFirst();
	}

	void awaitEscalations(int count) {
		await().untilAsserted(() -> assertThat(events(ActorEvent.Escalated.class)).hasSize(count));
	}

	// Waiting for answers, however long the machine takes.

	static <T> T get(CompletableFuture<T> future) {
		try {
			return future.get(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError("No answer", ex);
		}
	}

	static Throwable failure(CompletableFuture<?> future) {
		Throwable thrown = catchThrowable(() -> future.get(20, TimeUnit.SECONDS));
		return (thrown instanceof ExecutionException) ? thrown.getCause() : thrown;
	}

	static ChildException.Reason refusal(CompletableFuture<?> future) {
		Throwable failure = failure(future);
		assertThat(failure).isInstanceOf(ChildException.class);
		return ((ChildException) failure).getReason();
	}

}
