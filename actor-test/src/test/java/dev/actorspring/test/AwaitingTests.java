package dev.actorspring.test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.ActorSystem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is waited for comes, or fails the test with what there is instead.
 */
class AwaitingTests {

	private static final ActorSpec<Cup> CUP = ActorSpec.of("cup", Cup.class, (context) -> new Cup());

	private static final ActorSpec<Cup> CUPS = ActorSpec.keyed("cups", Cup.class, (context) -> new Cup())
		.withPassivateAfter(Duration.ofSeconds(1));

	private static void assertFails(ThrowingCallable waiting, String text) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(waiting).withMessageContaining(text);
	}

	@Nested
	class WhileTimeStandsStill {

		@AutoClose
		private final TestActors actors = TestActors.start(CUP, CUPS);

		private final Awaiting awaiting = this.actors.awaiting();

		@Test
		void incarnation() {
			assertThat(this.awaiting.incarnation("cup").restarts()).isZero();
			assertFails(() -> this.awaiting.incarnation("cup", 2), "Expected incarnation 2 of cup, but there was none: "
					+ "cup is RUNNING, incarnation 1, 0 restarts, 0 messages wait; nothing else has happened");
			this.actors.actor(Cup.class).tell(new Fall());
			assertThat(this.awaiting.incarnation("cup", 2).lastFailure()).hasMessage("in pieces");
			assertFails(() -> this.awaiting.incarnation("saucer"), "saucer is not active");
		}

		@Test
		void restart() {
			assertFails(() -> this.awaiting.restart("cup"),
					"Expected a restart of cup, but there was none: cup is RUNNING, incarnation 1");
			this.actors.actor(Cup.class).tell(new Fall());
			assertThat(this.awaiting.restart("cup").restart().incarnation()).isEqualTo(2);
			assertFails(() -> this.awaiting.restart("cup"), "Expected a restart of cup, but there was none");
		}

		@Test
		void backoff() {
			assertFails(() -> this.awaiting.backoff("cup"),
					"Expected a backoff of cup, but there was none: cup is RUNNING");
			for (int i = 0; i < 4; i++) {
				this.actors.actor(Cup.class).tell(new Fall());
				this.actors.awaitQuiet();
			}
			assertThat(this.awaiting.backoff("cup").cause()).hasMessage("in pieces");
			assertFails(() -> this.awaiting.incarnation("cup"), "cup is BACKOFF");
			this.awaiting.within(Duration.ofMinutes(1)).incarnation("cup");
		}

		@Test
		void deadLetter() {
			assertFails(() -> this.awaiting.deadLetter(Fall.class),
					"Expected a dead letter of the type Fall, but there was none");
			this.actors.system().operations("cup").orElseThrow().terminate();
			this.actors.awaitQuiet();
			this.actors.actor(Cup.class).tell(new Fall());
			assertThat(this.awaiting.deadLetter(Fall.class).reason()).isEqualTo(Reason.TERMINATED);
		}

		@Test
		void passivation() {
			this.actors.keyed(Cup.class).get("red").tell(new Fill());
			assertFails(() -> this.awaiting.passivation("cups/red"),
					"Expected the passivation of cups/red, but there was none: cups/red is RUNNING");
			this.awaiting.within(Duration.ofMinutes(1)).passivation("cups/red");
			assertThat(this.actors.system().find("cups/red")).isEmpty();
		}

		@Test
		void emptyMailboxes() {
			this.actors.actor(Cup.class).tell(new Fill());
			this.awaiting.emptyMailboxes();
			for (int i = 0; i < 4; i++) {
				this.actors.actor(Cup.class).tell(new Fall());
				this.actors.awaitQuiet();
			}
			this.actors.actor(Cup.class).tell(new Fill());
			assertFails(this.awaiting::emptyMailboxes, "Expected empty mailboxes, but cup is BACKOFF, incarnation 4");
			this.awaiting.within(Duration.ofMinutes(1)).emptyMailboxes();
		}

	}

	@Nested
	class OnTheWall {

		private final CountDownLatch stirred = new CountDownLatch(1);

		private final EventRecorder events = new EventRecorder();

		@AutoClose
		private final ActorSystem system = ActorSystem.builder().actor(CUP).actor(CUPS).listener(this.events).build();

		private final Awaiting awaiting = new Awaiting(this.system,
				TestTime.real(() -> this.system, Duration.ofSeconds(20)), this.events);

		private final Awaiting impatient = this.awaiting.within(Duration.ofMillis(50));

		OnTheWall() {
			this.system.start();
		}

		@Test
		void whatComes() {
			this.system.actor(Cup.class).tell(new Fall());
			assertThat(this.awaiting.restart("cup").restart().incarnation()).isEqualTo(2);
			this.awaiting.incarnation("cup", 2);
			this.system.keyed(Cup.class).get("red").tell(new Fill());
			this.awaiting.emptyMailboxes();
			this.awaiting.quiet();
			this.awaiting.passivation("cups/red");
		}

		@Test
		void whatDoesNot() {
			assertFails(() -> this.impatient.restart("cup"),
					"Expected a restart of cup within PT0.05S, but there was none");
			Awaiting soon = new Awaiting(this.system, TestTime.real(() -> this.system, Duration.ofSeconds(1)),
					this.events);
			assertFails(() -> soon.deadLetter(Fall.class),
					"Expected a dead letter of the type Fall within 1 s, but there was none; nothing else has happened");
		}

		@Test
		void busyActors() {
			this.system.actor(Cup.class).tell(new Stir(this.stirred));
			Awaiting soon = new Awaiting(this.system, TestTime.real(() -> this.system, Duration.ofSeconds(1)),
					this.events);
			assertFails(soon::quiet, "The actors are still busy after 1 s:\ncup is RUNNING, incarnation 1, "
					+ "0 restarts, 0 messages wait, handles Stir");
			this.stirred.countDown();
			this.awaiting.quiet();
		}

	}

	record Fill() implements Message<Cup> {

	}

	record Fall() implements Message<Cup> {

	}

	record Stir(CountDownLatch until) implements Message<Cup> {

	}

	static class Cup {

		@Receive
		void fill(Fill fill) {
		}

		@Receive
		void fall(Fall fall) {
			throw new IllegalStateException("in pieces");
		}

		@Receive
		void stir(Stir stir) throws InterruptedException {
			stir.until().await();
		}

	}

}
