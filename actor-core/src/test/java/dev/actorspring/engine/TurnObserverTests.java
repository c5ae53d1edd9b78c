package dev.actorspring.engine;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.engine.Doer.Declared;
import dev.actorspring.engine.Doer.Do;
import dev.actorspring.engine.Doer.Interleave;
import dev.actorspring.engine.Doer.Tell;
import dev.actorspring.system.TurnObserver;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an observer is told of the handling of messages.
 */
class TurnObserverTests extends SystemTest {

	private final Queue<String> created = new ConcurrentLinkedQueue<>();

	private final Queue<String> log = new ConcurrentLinkedQueue<>();

	private final ThreadContext context = new ThreadContext();

	private ActorRef<Doer> doer(TurnObserver.Factory factory, ActorSpec<Doer> spec) {
		return start((builder) -> builder.contextCarrier(this.context).observers(factory).actor(spec))
			.actor(Doer.class);
	}

	private TurnObserver create(String actor, String message) {
		this.created.add(actor + " " + message);
		return this::begin;
	}

	private TurnObserver.Observed begin(String path, Message<?> message) {
		String name = message.getClass().getSimpleName();
		this.log.add("begin " + path + " " + name + " for " + this.context.get());
		return (outcome, thrown) -> this.log.add("end " + name + " for " + this.context.get() + " " + outcome
				+ ((thrown != null) ? " " + thrown.getClass().getSimpleName() : ""));
	}

	@ParameterizedTest
	@EnumSource
	void observesEachHandlerInsideTheContextOfTheSender(Dispatcher dispatcher) {
		ActorRef<Doer> doer = doer(this::create, Doer.spec().withDispatcher(dispatcher));
		this.context.with("mine", () -> doer.call(new Do((self) -> this.log.add("handle"))));
		assertThat(this.log).containsExactly("begin doer Do for mine", "handle", "end Do for mine SUCCESS");
	}

	@Test
	void oneObserverIsMadeForEachTypeOfMessage() {
		ActorRef<Doer> doer = doer(this::create, Doer.spec());
		doer.call(new Do((self) -> 1));
		doer.call(new Do((self) -> 2));
		doer.call(new Interleave((self) -> 3));
		assertThat(this.created).containsExactly("doer Do", "doer Interleave");
	}

	@Test
	void keyIsNoPartOfTheNameButOfThePath() {
		start((builder) -> builder.observers(this::create).actor(ActorSpec.keyed("doer", Doer.class, Doer::new)));
		this.system.keyed(Doer.class).get("a").call(new Do((self) -> 1));
		this.system.keyed(Doer.class).get("b").call(new Do((self) -> 1));
		assertThat(this.created).containsExactly("doer Do");
		assertThat(this.log).contains("begin doer/a Do for null", "begin doer/b Do for null");
	}

	@Test
	void outcomesAreDeclinedAndCrashed() {
		ActorRef<Doer> doer = doer(this::create, Doer.spec());
		failure(doer.ask(new Do((self) -> {
			throw new Declared();
		})));
		failure(doer.ask(new Do((self) -> {
			throw new IllegalStateException("crash");
		})));
		assertThat(this.log).containsExactly("begin doer Do for null", "end Do for null DECLINED Declared",
				"begin doer Do for null", "end Do for null CRASHED IllegalStateException");
	}

	@Test
	void observationEndsBeforeTheReplyIsSeen() {
		ActorRef<Doer> doer = doer(this::create, Doer.spec());
		CompletableFuture<?> after = doer.ask(new Do((self) -> 1)).thenRun(() -> this.log.add("reply"));
		after.join();
		assertThat(this.log).containsExactly("begin doer Do for null", "end Do for null SUCCESS", "reply");
	}

	@Test
	void interleavedHandlerIsObservedWithinTheTurnThatWaits() {
		ActorRef<Doer> doer = doer(this::create, Doer.spec());
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletableFuture<Object> waits = doer.ask(new Do((self) -> self.await(stage)));
		failure(doer.ask(new Interleave((self) -> {
			throw new IllegalStateException("crash");
		})));
		failure(waits);
		assertThat(this.log).containsExactly("begin doer Do for null", "begin doer Interleave for null",
				"end Interleave for null CRASHED IllegalStateException",
				"end Do for null CRASHED IllegalStateException");
	}

	@Test
	void nobodyListensToWhatTheFactoryMakesNoObserverFor() {
		ActorRef<Doer> doer = doer((actor, message) -> message.equals("Do") ? null : create(actor, message),
				Doer.spec());
		doer.call(new Do((self) -> 1));
		doer.call(new Interleave((self) -> 1));
		assertThat(this.log).containsExactly("begin doer Interleave for null", "end Interleave for null SUCCESS");
	}

	@Test
	void observerThatFailsDoesNotHurtTheActor() {
		ActorRef<Doer> doer = doer((actor, message) -> switch (message) {
			case "Do" -> throw new IllegalStateException("no observer");
			case "Interleave" -> (path, request) -> {
				throw new IllegalStateException("cannot begin");
			};
			default -> (path, told) -> new FailingEnd();
		}, Doer.spec());
		this.context.with("mine", () -> {
			assertThat(doer.call(new Do((self) -> self.incarnation()))).isEqualTo(1);
			assertThat(doer.call(new Interleave((self) -> self.incarnation()))).isEqualTo(1);
			doer.tell(new Tell((self) -> this.log.add("told")));
		});
		await().until(() -> this.log.contains("told"));
		assertThat(doer.call(new Do((self) -> self.incarnation() + " " + this.context.get()))).isEqualTo("1 null");
		assertThat(this.context.open).hasValue(0);
	}

	private static final class FailingEnd implements TurnObserver.Observed {

		@Override
		public void end(TurnOutcome outcome, @Nullable Throwable thrown) {
			throw new IllegalStateException("cannot end");
		}

	}

}
