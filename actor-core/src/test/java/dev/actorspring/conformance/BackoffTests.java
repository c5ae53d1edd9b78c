package dev.actorspring.conformance;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.actorspring.ActorRef;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>Exceeding: {@code BACKOFF} (per child: wait 200 ms, doubling with jitter
 * to 30 s, back to none after a quiet period; the others are untouched). The root and
 * keyed families use {@code BACKOFF}.</em> Restarts are counted for each child, see
 * {@code docs/decisions/backoff-counts-for-each-child.md}.
 */
class BackoffTests extends ConformanceTest {

	private static final Duration PERIOD = Duration.ofSeconds(5);

	private static final Duration TICK = Duration.ofMillis(10);

	private Supervisor startTwo(int intensity) {
		return startGroup((group) -> group.giveUp(GiveUp.BACKOFF)
			.intensity(intensity, PERIOD)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b")));
	}

	private Duration crashAndAwaitBackoff(String child) {
		int before = events(ActorEvent.BackedOff.class).size();
		crash(child);
		await().until(() -> events(ActorEvent.BackedOff.class).size() > before);
		awaitState(group(), child, ChildState.BACKOFF);
		return events(ActorEvent.BackedOff.class).getLast().delay();
	}

	private void passBackoff(Duration delay) {
		this.time.advance(delay.plus(TICK));
		awaitAllRunning(group());
	}

	/** Delays are up to a fifth shorter, at random. */
	private static void assertIsAbout(Duration delay, Duration expected) {
		assertThat(delay).isBetween(expected.multipliedBy(4).dividedBy(5), expected);
	}

	@Test
	void restartsWithinTheIntensityComeAtOnce() {
		Supervisor group = startTwo(2);
		crash("a");
		awaitJournal("+a2");
		awaitAllRunning(group);
		crash("a");
		awaitJournal("+a3");
		awaitAllRunning(group);
		assertThat(events(ActorEvent.BackedOff.class)).isEmpty();
		assertIsAbout(crashAndAwaitBackoff("a"), Duration.ofMillis(200));
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
	}

	@Test
	void delayDoublesFrom200MillisecondsTo30SecondsAndIsShortenedByAtMostAFifth() {
		startTwo(0);
		Duration expected = Duration.ofMillis(200);
		for (int i = 0; i < 10; i++) {
			Duration delay = crashAndAwaitBackoff("a");
			assertIsAbout(delay, expected);
			passBackoff(delay);
			expected = expected.multipliedBy(2);
			expected = (expected.compareTo(Duration.ofSeconds(30)) < 0) ? expected : Duration.ofSeconds(30);
		}
		assertThat(expected).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void delaysAreNotAllTheSame() {
		startGroup((group) -> {
			group.giveUp(GiveUp.BACKOFF).intensity(0, PERIOD);
			for (int i = 0; i < 20; i++) {
				group.child(this.probes.permanent("child" + i));
			}
			return group;
		});
		for (int i = 0; i < 20; i++) {
			crash("child" + i);
		}
		await().until(() -> events(ActorEvent.BackedOff.class).size() == 20);
		List<Duration> delays = events(ActorEvent.BackedOff.class).stream().map(ActorEvent.BackedOff::delay).toList();
		assertThat(delays).allSatisfy((delay) -> assertIsAbout(delay, Duration.ofMillis(200)));
		assertThat(delays.stream().distinct()).hasSizeGreaterThan(1);
	}

	@Test
	void attemptDoesNotComeBeforeTheDelayIsOver() throws Exception {
		startTwo(0);
		Duration delay = crashAndAwaitBackoff("a");
		CountDownLatch justBefore = new CountDownLatch(1);
		get(ref("b").ask(new Probe.Do((context) -> context.schedule(delay.minus(TICK.multipliedBy(2)),
				new Probe.Do((later) -> justBefore.countDown())))));
		this.time.advance(delay.minus(TICK));
		assertThat(justBefore.await(10, TimeUnit.SECONDS)).isTrue();
		settle(group());
		assertThat(states(group())).containsEntry("a", ChildState.BACKOFF);
		assertJournal("-a1");
		this.time.advance(TICK.multipliedBy(2));
		awaitJournal("+a2");
	}

	@Test
	void othersAreUntouchedAndMessagesWaitForTheAttempt() {
		startTwo(0);
		Duration delay = crashAndAwaitBackoff("a");
		CompletableFuture<Integer> waiting = ref("a").ask(Probe.ping());
		assertThat(ping(ref("b"))).isOne();
		assertThat(waiting).isNotDone();
		passBackoff(delay);
		assertThat(get(waiting)).isEqualTo(2);
		assertJournal("-a1", "+a2");
	}

	@Test
	void restartsAreCountedForEachChild() {
		Supervisor group = startTwo(1);
		crash("a");
		awaitJournal("+a2");
		awaitAllRunning(group);
		crash("b");
		awaitJournal("+b2");
		awaitAllRunning(group);
		assertThat(events(ActorEvent.BackedOff.class)).isEmpty();
		crashAndAwaitBackoff("a");
		assertIsAbout(crashAndAwaitBackoff("b"), Duration.ofMillis(200));
	}

	@Test
	void attemptThatFailsBacksOffFurther() {
		startTwo(0);
		this.probes.failStarts("a", 2);
		assertIsAbout(crashAndAwaitBackoff("a"), Duration.ofMillis(200));
		this.time.advance(Duration.ofMillis(210));
		await().until(() -> events(ActorEvent.BackedOff.class).size() == 2);
		assertIsAbout(events(ActorEvent.BackedOff.class).getLast().delay(), Duration.ofMillis(400));
		this.time.advance(Duration.ofMillis(410));
		await().until(() -> events(ActorEvent.BackedOff.class).size() == 3);
		assertIsAbout(events(ActorEvent.BackedOff.class).getLast().delay(), Duration.ofMillis(800));
		this.time.advance(Duration.ofMillis(810));
		awaitAllRunning(group());
		assertJournal("-a1", "!a2", "!a3", "+a4");
	}

	@Test
	void delayStartsOverAfterAQuietPeriodAndNotBefore() {
		startTwo(1);
		crash("a");
		awaitJournal("+a2");
		awaitAllRunning(group());
		passBackoff(crashAndAwaitBackoff("a"));
		this.time.advance(PERIOD);
		Duration second = crashAndAwaitBackoff("a");
		assertIsAbout(second, Duration.ofMillis(400));
		passBackoff(second);
		this.time.advance(PERIOD.plusNanos(1));
		crash("a");
		awaitJournal("+a5");
		awaitAllRunning(group());
		assertThat(events(ActorEvent.BackedOff.class)).hasSize(2);
		assertIsAbout(crashAndAwaitBackoff("a"), Duration.ofMillis(200));
	}

	@Test
	void quietPeriodIsAtLeastAsLongAsTheLastDelay() {
		startTwo(0);
		for (int i = 0; i < 6; i++) {
			passBackoff(crashAndAwaitBackoff("a"));
		}
		// The last delay was about 6.4 s, which is longer than the period.
		this.time.advance(PERIOD.plusSeconds(1));
		assertIsAbout(crashAndAwaitBackoff("a"), Duration.ofMillis(12_800));
		this.time.advance(Duration.ofSeconds(13));
		awaitAllRunning(group());
		this.time.advance(Duration.ofSeconds(13));
		assertIsAbout(crashAndAwaitBackoff("a"), Duration.ofMillis(200));
	}

	@Test
	void oneKeyInBackoffDoesNotTouchAnother() {
		start((builder) -> builder.actor(this.probes.keyed("family")));
		ActorRef<Probe> bad = this.system.keyed("family", Probe.class).get("bad");
		ActorRef<Probe> good = this.system.keyed("family", Probe.class).get("good");
		assertThat(ping(good)).isOne();
		for (int i = 0; i < 4; i++) {
			crash(bad);
		}
		await().until(() -> events(ActorEvent.BackedOff.class).size() == 1);
		CompletableFuture<Integer> waiting = bad.ask(Probe.ping());
		assertThat(ping(good)).isOne();
		crash(good);
		assertThat(ping(good)).isEqualTo(2);
		assertThat(waiting).isNotDone();
		this.time.advance(Duration.ofMillis(210));
		assertThat(get(waiting)).isEqualTo(5);
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
	}

	@Test
	void spawnedActorBacksOffUnderTheRoot() {
		start((builder) -> builder);
		ActorRef<Probe> spawned = this.system.spawn(this.probes.permanent("spawned"));
		for (int i = 0; i < 4; i++) {
			crash(spawned);
		}
		await().until(() -> events(ActorEvent.BackedOff.class).size() == 1);
		this.time.advance(Duration.ofMillis(210));
		assertThat(ping(spawned)).isEqualTo(5);
	}

}
