package dev.actorspring.engine;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.ActorRef;
import dev.actorspring.DeclinedException;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.engine.Doer.Do;
import dev.actorspring.engine.Doer.Interleave;
import dev.actorspring.engine.Doer.Tell;
import dev.actorspring.protocol.HandlerRefusedException;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What advice refuses before the handler runs is an answer and no crash.
 */
class RefusedMessagesTests extends SystemTest {

	private static final SecurityException REFUSAL = new SecurityException("not you");

	private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();

	private ActorRef<Doer> doer(Dispatcher dispatcher) {
		return start((builder) -> builder.actor(Doer.spec().withDispatcher(dispatcher))
			.observers((actor, message) -> (path,
					received) -> (outcome, thrown) -> this.outcomes.add(message + " " + outcome + " " + thrown)))
			.actor(Doer.class);
	}

	private static Object refuse(Throwable refusal) {
		throw new HandlerRefusedException(refusal);
	}

	@ParameterizedTest
	@EnumSource
	void askerGetsTheRefusalItselfAndTheActorKeepsItsState(Dispatcher dispatcher) {
		ActorRef<Doer> doer = doer(dispatcher);
		assertThat(failure(doer.ask(new Do((self) -> refuse(REFUSAL))))).isSameAs(REFUSAL);
		assertThat(doer.call(new Do((self) -> self.incarnation()))).isEqualTo(1);
		assertThat(this.outcomes).first().isEqualTo("Do DECLINED " + REFUSAL);
		assertThat(this.events).isEmpty();
	}

	@Test
	void callerGetsACheckedRefusalAsTheCauseOfADecline() {
		ActorRef<Doer> doer = doer(Dispatcher.VIRTUAL);
		Exception checked = new Exception("closed");
		assertThatExceptionOfType(DeclinedException.class)
			.isThrownBy(() -> doer.call(new Do((self) -> refuse(checked))))
			.havingCause()
			.isSameAs(checked);
	}

	@Test
	void plainMessageBecomesADeadLetter() {
		ActorRef<Doer> doer = doer(Dispatcher.VIRTUAL);
		Message<Doer> message = new Tell((self) -> refuse(REFUSAL));
		doer.tell(message);
		assertThat(doer.call(new Do((self) -> self.incarnation()))).isEqualTo(1);
		assertThat(this.events).containsExactly(new ActorEvent.DeadLetter("doer", "doer", message, Reason.REFUSED));
	}

	@Test
	void refusalInTheMiddleOfATurnLeavesThatTurnAlone() {
		ActorRef<Doer> doer = doer(Dispatcher.VIRTUAL);
		CompletableFuture<String> stage = new CompletableFuture<>();
		AtomicBoolean waits = new AtomicBoolean();
		CompletableFuture<Object> waiting = doer.ask(new Do((self) -> {
			waits.set(true);
			return self.await(stage);
		}));
		await().untilTrue(waits);
		assertThat(failure(doer.ask(new Interleave((self) -> refuse(REFUSAL))))).isSameAs(REFUSAL);
		stage.complete("done");
		assertThat(waiting.join()).isEqualTo("done");
		assertThat(this.events).isEmpty();
	}

}
