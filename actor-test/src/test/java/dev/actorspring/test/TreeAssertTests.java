package dev.actorspring.test;

import java.time.Duration;

import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.SupervisorSpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static dev.actorspring.test.TreeAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TreeAssertTests {

	@AutoClose
	private final TestActors actors = TestActors
		.start((builder) -> builder.actor(ActorSpec.of("cup", Cup.class, (context) -> new Cup()))
			.actor(ActorSpec.keyed("cups", Cup.class, (context) -> new Cup()))
			.supervisor(SupervisorSpec.named("shelf").intensity(1, Duration.ofHours(1)).children("cup").build()));

	private TreeAssert tree() {
		this.actors.awaitQuiet();
		return assertThat(this.actors.system().tree());
	}

	private static void assertFails(ThrowingCallable assertion, String text) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(text);
	}

	@Test
	void whatIsThere() {
		this.actors.keyed(Cup.class).get("red").tell(new Fill());
		tree().hasNodes("shelf", "shelf/cup", "cups")
			.hasNoNode("saucer")
			.isRunning("shelf")
			.hasActive("cups", 1)
			.hasRestarts("shelf/cup", 0)
			.hasWaiting("shelf/cup", 0)
			.hasWaiting("cups", 0)
			.hasEmptyMailboxes();
		assertThat(this.actors.system().find("cups/red").orElseThrow()).isRunning("cups/red");
	}

	@Test
	void whatIsNot_isShownInTheTree() {
		assertFails(() -> tree().hasNodes("cups", "saucer"), """
				Expected to have [saucer], but this is the tree:
				root is RUNNING, supervises
				  shelf is RUNNING, supervises
				    shelf/cup is RUNNING, incarnation 1, 0 restarts, 0 messages wait
				  cups is RUNNING, 0 active, 0 restarts, 0 messages wait""");
		assertFails(() -> tree().hasNoNode("shelf/cup"), "Expected not to have shelf/cup, but this is the tree:");
		assertFails(() -> tree().hasState("shelf/cup", ChildState.STOPPED), "Expected shelf/cup to be STOPPED, but");
		assertFails(() -> tree().isRunning("saucer"), "Expected to have saucer, but");
		assertFails(() -> tree().hasActive("cups", 1), "Expected cups to be a family with 1 active actors, but");
		assertFails(() -> tree().hasActive("shelf", 1), "Expected shelf to be a family with 1 active actors, but");
		assertFails(() -> tree().hasWaiting("cups", 2), "Expected cups to have 2 messages waiting and not 0, but");
		assertFails(() -> tree().hasRestarts("cups", 2), "Expected cups to have 2 restarts and not 0, but");
	}

	@Test
	void restartsAndWhatWaits() {
		this.actors.actor(Cup.class).tell(new Fall());
		tree().hasRestarts("shelf/cup", 1).hasRestarts("shelf", 1);
		assertFails(() -> tree().hasRestarts("shelf/cup", 0), "shelf/cup is RUNNING, incarnation 2, 1 restarts, "
				+ "0 messages wait, last failed with java.lang.IllegalStateException: in pieces");
		for (int i = 0; i < 20; i++) {
			this.actors.actor(Cup.class).tell(new Fall());
			this.actors.awaitQuiet();
		}
		tree().hasState("shelf", ChildState.BACKOFF);
		assertFails(() -> tree().hasEmptyMailboxes(), "Expected to have empty mailboxes, but this is the tree:");
	}

	record Fill() implements Message<Cup> {

	}

	record Fall() implements Message<Cup> {

	}

	static class Cup {

		@Receive
		void fill(Fill fill) {
		}

		@Receive
		void fall(Fall fall) {
			throw new IllegalStateException("in pieces");
		}

	}

}
