package dev.actorspring.cluster.routing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Requests that an actor leaves to one on another node.
 */
class ForwardedRequestTests extends RoutingTest {

	private ActorRef<Desk> desk() {
		this.losing = false;
		ActorRef<Scribe> scribe = startTwo();
		return this.one.system.spawn(ActorSpec.of("desk", Desk.class, (context) -> new Desk(context, scribe))
			.withRestart(RestartType.TEMPORARY));
	}

	@Test
	void actorOnAnotherNodeAnswersTheAsker() {
		assertThat(desk().call(new Desk.Pass("a 7"), LONG)).isEqualTo(7);
		assertThat(this.handled).containsExactly("a 7");
	}

	@Test
	void deadlineGoesAlongAndTheTextSaysWhereItWas() {
		ActorRef<Desk> desk = desk();
		// From now on it is known where the other is.
		desk.call(new Desk.Pass("a 1"), LONG);
		CompletableFuture<Integer> asked = desk.ask(new Desk.PassWait(), Duration.ofMillis(300));
		assertThat(catchThrowable(asked::join)).isInstanceOf(CompletionException.class)
			.cause()
			.isInstanceOf(AskTimeoutException.class)
			.hasMessageStartingWith("desk did not answer PassWait within 300ms: forwarded as Wait to scribes: ");
		await().until(() -> this.handled.contains("wait"));
	}

	/**
	 * Leaves everything to the scribe.
	 */
	static class Desk {

		record Pass(String text) implements Request<Desk, Integer> {

		}

		record PassWait() implements Request<Desk, Integer> {

		}

		private final ActorContext<Desk> context;

		private final ActorRef<Scribe> scribe;

		Desk(ActorContext<Desk> context, ActorRef<Scribe> scribe) {
			this.context = context;
			this.scribe = scribe;
		}

		@Receive
		CompletionStage<Integer> pass(Pass message) {
			return this.context.forward(this.scribe, new Scribe.Read(message.text()));
		}

		@Receive
		CompletionStage<Integer> pass(PassWait message) {
			return this.context.forward(this.scribe, new Scribe.Wait());
		}

	}

}
