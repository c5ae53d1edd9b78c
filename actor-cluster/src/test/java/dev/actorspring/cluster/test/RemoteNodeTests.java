package dev.actorspring.cluster.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Delivery;
import dev.actorspring.Dispatcher;
import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.system.ActorEvent.DeadLetter;
import dev.actorspring.test.Fault;
import dev.actorspring.test.TestActors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What becomes of messages to a node that is cut off, or removed.
 */
class RemoteNodeTests {

	private final RemoteNode node = new RemoteNode("VIRTUAL", "COMPUTE");

	@AutoClose
	private final TestActors actors = TestActors.start((builder) -> {
		for (Dispatcher dispatcher : Dispatcher.values()) {
			builder.actor(
					ActorSpec.keyed(dispatcher.name(), Till.class, (context) -> new Till()).withDispatcher(dispatcher));
		}
		return builder.placement(this.node);
	});

	private ActorRef<Till> till(Dispatcher dispatcher) {
		return this.actors.system().keyed(dispatcher.name(), Till.class).get("a");
	}

	private ActorRef<Till> connected(Dispatcher dispatcher) {
		this.node.connect(this.actors.system());
		return till(dispatcher);
	}

	private CompletableFuture<Integer> asked(ActorRef<Till> till, Request<Till, Integer> request) {
		CompletableFuture<Integer> reply = till.ask(request, Duration.ofMinutes(1));
		this.actors.awaitQuiet();
		return reply;
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void whatIsSentWhileItIsCutOff_arrivesInOrderWhenItIsNot(Dispatcher dispatcher) {
		ActorRef<Till> till = connected(dispatcher);
		assertThat(this.actors.ask(till, new Put(1))).isEqualTo(1);
		this.node.cutOff();
		assertThat(till.send(new Add(1))).isEqualTo(Delivery.ACCEPTED);
		CompletableFuture<Integer> put = asked(till, new Put(1));
		CompletableFuture<Integer> tooMuch = asked(till, new Take(9));
		assertThat(put).isNotDone();
		this.node.connect(this.actors.system());
		this.actors.awaitQuiet();
		assertThat(put.join()).isEqualTo(3);
		assertThat(tooMuch.exceptionNow()).isInstanceOf(TooLittle.class);
		assertThat(this.actors.events(DeadLetter.class)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void whoAsksWhileItIsCutOff_waitsUntilTheTimeIsUp(Dispatcher dispatcher) {
		ActorRef<Till> till = connected(dispatcher);
		this.node.cutOff();
		CompletableFuture<Integer> put = asked(till, new Put(1));
		this.actors.advance(Duration.ofMinutes(1));
		assertThat(put.exceptionNow()).isInstanceOf(AskTimeoutException.class)
			.hasMessage(dispatcher + " did not answer Put within 60s: it was not reached on this node");
		this.node.connect(this.actors.system());
		assertThat(this.actors.ask(till, new Put(1))).as("the other has never arrived").isEqualTo(1);
	}

	@Test
	void replyToWhatWasHandled_waitsToo() {
		ActorRef<Till> till = connected(Dispatcher.VIRTUAL);
		Fault late = this.actors.faults().on(till).delayReplies(Duration.ofSeconds(1));
		CompletableFuture<Integer> put = asked(till, new Put(1));
		late.close();
		this.node.cutOff();
		this.actors.advance(Duration.ofSeconds(2));
		assertThat(put).isNotDone();
		this.node.connect(this.actors.system());
		this.actors.awaitQuiet();
		assertThat(put.join()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void ofWhatHasNoReplyYet_nothingIsKnown_whenItIsRemoved(Dispatcher dispatcher) {
		ActorRef<Till> till = connected(dispatcher);
		this.actors.ask(till, new Put(1));
		Fault lost = this.actors.faults().on(till).dropReplies();
		CompletableFuture<Integer> handled = asked(till, new Put(1));
		lost.close();
		this.node.cutOff();
		CompletableFuture<Integer> waiting = asked(till, new Put(1));
		till.tell(new Add(1));
		this.node.remove();
		this.actors.awaitQuiet();
		for (CompletableFuture<Integer> each : new CompletableFuture[] { handled, waiting }) {
			assertThat(each.exceptionNow()).isInstanceOf(ActorUnreachableException.class)
				.hasMessage(till.path() + " cannot answer Put. Whether it was handled is not known: "
						+ "its node was removed from the cluster")
				.extracting((failure) -> ((ActorUnreachableException) failure).getHandling())
				.isEqualTo(Handling.UNKNOWN);
		}
		assertThat(this.actors.events(DeadLetter.class)).singleElement()
			.satisfies((letter) -> assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.UNREACHABLE));
		assertThat(this.actors.ask(till, new Put(1))).as("it has begun anew").isEqualTo(1);
	}

	@Test
	void nodeIsCutOff_untilItIsConnected() {
		CompletableFuture<Integer> put = asked(till(Dispatcher.VIRTUAL), new Put(1));
		assertThat(put).isNotDone();
		assertThatIllegalStateException().isThrownBy(this.node::remove).withMessage("The node was never connected");
		connected(Dispatcher.VIRTUAL);
		this.actors.awaitQuiet();
		assertThat(put.join()).isEqualTo(1);
	}

	record Put(int amount) implements Request<Till, Integer> {

	}

	record Take(int amount) implements Request<Till, Integer> {

	}

	record Add(int amount) implements Message<Till> {

	}

	static class TooLittle extends Exception {

		private static final long serialVersionUID = 1L;

	}

	static class Till {

		private int sum;

		@Receive
		int put(Put put) {
			this.sum += put.amount();
			return this.sum;
		}

		@Receive
		int take(Take take) throws TooLittle {
			if (take.amount() > this.sum) {
				throw new TooLittle();
			}
			this.sum -= take.amount();
			return this.sum;
		}

		@Receive
		void add(Add add) {
			this.sum += add.amount();
		}

	}

}
