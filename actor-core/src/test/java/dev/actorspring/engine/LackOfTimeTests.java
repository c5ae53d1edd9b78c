package dev.actorspring.engine;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.MailboxFullException;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of requests that are made while another is handled which has little time
 * left, or none.
 */
class LackOfTimeTests extends SystemTest {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Queue<Object> heard = new ConcurrentLinkedQueue<>();

	private final CompletableFuture<Void> release = new CompletableFuture<>();

	private ActorRef<Doer> first;

	private ActorRef<Doer> second;

	@BeforeEach
	void startTwo() {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.of("first", Doer.class, Doer::new))
			.actor(ActorSpec.of("second", Doer.class, Doer::new)));
		this.first = this.system.actor("first", Doer.class);
		this.second = this.system.actor("second", Doer.class);
	}

	@AfterEach
	void release() {
		this.release.complete(null);
	}

	private Doer.Task hear(Object what) {
		return (context) -> this.heard.add(what);
	}

	/** The second actor takes 100 ms for each message, and 9 wait. */
	private void overload() throws InterruptedException {
		for (int i = 0; i < 100; i++) {
			this.second.call(new Doer.Do((context) -> {
				this.time.advance(Duration.ofMillis(100));
				return "";
			}));
		}
		CountDownLatch entered = new CountDownLatch(1);
		this.second.tell(new Doer.Tell((context) -> {
			entered.countDown();
			this.release.join();
			return "";
		}));
		entered.await();
		for (int i = 0; i < 9; i++) {
			this.second.tell(new Doer.Tell((context) -> ""));
		}
	}

	@Test
	void requestThatInheritsNoTimeIsNotHandled() {
		this.first.ask(new Doer.Do((context) -> {
			this.time.advance(SECOND.multipliedBy(2));
			return this.heard.add(failure(this.second.ask(new Doer.Do(hear("handled")))));
		}), SECOND);
		await().until(() -> !this.heard.isEmpty());
		this.second.call(new Doer.Do(hear("next")));
		assertThat(this.heard).hasSize(2).last().isEqualTo("next");
		assertThat(this.heard.peek()).isInstanceOf(AskTimeoutException.class)
			.hasToString("dev.actorspring.AskTimeoutException: second was not asked for Do, as no time was left: "
					+ "idle, 0 messages waiting");
	}

	@Test
	void refusalForTheTimeThatARequestInheritsIsNoCrash() throws Exception {
		overload();
		CompletableFuture<Object> reply = this.first
			.ask(new Doer.Do((context) -> this.second.call(new Doer.Do(hear("handled")))), SECOND);
		assertThat(failure(reply)).isInstanceOf(MailboxFullException.class).hasMessageStartingWith("second refused Do");
		assertThat(this.first.call(new Doer.Do((context) -> context.incarnation()))).isEqualTo(1);
		assertThat(events(ActorEvent.Restarted.class)).isEmpty();
	}

	@Test
	void refusalForATimeoutOfItsOwnCrashesWhoDoesNotDeclareThat() throws Exception {
		overload();
		CompletableFuture<Object> reply = this.first.ask(
				new Doer.Do((context) -> this.second.call(new Doer.Do(hear("handled")), SECOND)),
				SECOND.multipliedBy(9));
		assertThat(failure(reply)).isInstanceOf(ActorCrashedException.class)
			.hasCauseInstanceOf(MailboxFullException.class);
	}

}
