package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ExitReason;
import dev.actorspring.supervision.Supervisor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>{@code exit(Pid, Reason)} and <code>{stop, Reason, State}</code>: an
 * actor ends with a reason that is chosen from outside, or by itself, and the reason
 * decides whether it is restarted</em>.
 */
class StopWithReasonTests extends ConformanceTest {

	private static final Duration LONG = Duration.ofDays(1);

	private static final ExitReason FAULT = new ExitReason.Error(new IllegalStateException("out of step"));

	private void stop(String name, ExitReason reason, boolean fromInside) {
		if (fromInside) {
			assertThat(get(ref(name).ask(new Probe.Do((context) -> context.stop(reason)))))
				.as("the request in hand is answered")
				.isOne();
		}
		else {
			get(this.system.stop(ref(name), reason));
		}
	}

	private Supervisor startAll() {
		return startGroup((group) -> group.child(this.probes.permanent("permanent"))
			.child(this.probes.transientOne("transient"))
			.child(this.probes.temporary("temporary")));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void afterAnErrorAllButTemporaryOnesAreRestarted(boolean fromInside) {
		Supervisor group = startAll();
		CompletableFuture<ExitReason> end = this.system.whenTerminated(ref("temporary"));
		for (String name : ids(group)) {
			stop(name, FAULT, fromInside);
		}
		assertThat(ping(ref("permanent"))).isEqualTo(2);
		assertThat(ping(ref("transient"))).isEqualTo(2);
		assertThat(get(end)).isEqualTo(FAULT);
		assertThat(awaitRestart("group/transient").reason()).isEqualTo(FAULT);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void afterShutdownOnlyPermanentOnesAreRestarted(boolean fromInside) {
		Supervisor group = startAll();
		CompletableFuture<ExitReason> end = this.system.whenTerminated(ref("transient"));
		for (String name : ids(group)) {
			stop(name, new ExitReason.Shutdown(), fromInside);
		}
		assertThat(ping(ref("permanent"))).isEqualTo(2);
		assertThat(get(end)).isEqualTo(new ExitReason.Shutdown());
		await().untilAsserted(() -> assertThat(ids(group)).containsExactly("permanent", "transient"));
	}

	@Test
	void turnInHandIsFinishedFirst() throws Exception {
		startGroup((group) -> group.child(this.probes.permanent("a")));
		Gate gate = this.probes.gate();
		CompletableFuture<Integer> inHand = ref("a").ask(Probe.pass(gate), LONG);
		gate.awaitEntered();
		CompletableFuture<Integer> waiting = ref("a").ask(Probe.ping(), LONG);
		CompletableFuture<Void> stopped = this.system.stop(ref("a"), FAULT);
		gate.open();
		get(stopped);
		assertThat(get(inHand)).isOne();
		assertThat(get(waiting)).as("signals do not queue behind messages").isEqualTo(2);
	}

	@Test
	void turnThatTakesLongerThanTheShutdownTimeIsKilled() throws Exception {
		startGroup((group) -> group.child(this.probes.permanent("a").withShutdownTimeout(Duration.ofSeconds(5))));
		Gate gate = this.probes.gate();
		CompletableFuture<Integer> inHand = ref("a").ask(Probe.pass(gate), LONG);
		gate.awaitEntered();
		CompletableFuture<Void> stopped = this.system.stop(ref("a"), FAULT);
		this.time.advance(Duration.ofMillis(4_900));
		assertThat(stopped).isNotDone();
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return stopped.isDone();
		});
		assertThat(failure(inHand)).isInstanceOf(ActorTerminatedException.class);
		assertThat(ping(ref("a"))).isEqualTo(2);
		assertThat(awaitRestart("group/a").reason()).isEqualTo(new ExitReason.Killed());
	}

	@Test
	void actorOfAKeyIsStopped() {
		start((builder) -> builder.actor(this.probes.keyed("family")));
		ActorRef<Probe> key = this.system.keyed("family", Probe.class).get("key");
		ping(key);
		CompletableFuture<ExitReason> end = this.system.whenTerminated(key);
		get(this.system.stop(key, new ExitReason.Normal()));
		assertThat(get(end)).isEqualTo(new ExitReason.Normal());
		await().until(() -> this.system.find("family/key").isEmpty());
	}

	@Test
	void reasonGoesBeforeAStopWithoutOne() {
		startGroup((group) -> group.child(this.probes.transientOne("a")));
		get(ref("a").ask(new Probe.Do((context) -> {
			context.stop();
			context.stop(new ExitReason.Normal());
			context.stop(FAULT);
			context.stop();
		})));
		assertThat(ping(ref("a"))).isEqualTo(2);
		assertThat(awaitRestart("group/a").reason()).isEqualTo(FAULT);
	}

	@Test
	void actorMayStopItselfWhileItIsMade() {
		startGroup((group) -> group);
		Supervisor group = group();
		CompletableFuture<ExitReason> end = get(group.start(this.probes.temporary("a")).thenApply((ref) -> {
			CompletableFuture<ExitReason> ended = this.system.whenTerminated(ref);
			ref.tell(new Probe.Do((context) -> context.stop(FAULT)));
			return ended;
		}));
		assertThat(get(end)).isEqualTo(FAULT);
	}

}
