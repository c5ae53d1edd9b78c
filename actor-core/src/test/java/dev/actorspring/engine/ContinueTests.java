package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Messages that an actor handles before those in its mailbox: right after its start, or
 * after the turn in hand.
 */
class ContinueTests extends SystemTest {

	private final Queue<String> done = new ConcurrentLinkedQueue<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private ActorSpec<Loader> loader(Consumer<ActorContext<Loader>> constructor) {
		return ActorSpec.of("loader", Loader.class, (context) -> {
			constructor.accept(context);
			this.done.add("made " + context.incarnation());
			return new Loader(context, this.done);
		});
	}

	private Step step(String name) {
		return new Step(name, (context) -> {
		});
	}

	@ParameterizedTest
	@EnumSource
	void continuesRightAfterTheStartAndBeforeAnyMessage(Dispatcher dispatcher) {
		ActorSystem system = ActorSystem.builder().actor(loader((context) -> {
			context.continueWith(step("load"));
			context.continueWith(step("index"));
		}).withDispatcher(dispatcher)).build();
		this.system = system;
		ActorRef<Loader> loader = system.actor(Loader.class);
		loader.tell(step("message"));
		CompletableFuture<Integer> asked = loader.ask(new GetIncarnation());
		system.start();
		assertThat(asked.join()).isOne();
		assertThat(this.done).containsExactly("made 1", "load", "index", "message");
	}

	@Test
	void startIsOverBeforeItContinues() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("top")
			.child(loader((context) -> context.continueWith(new Step("load", (self) -> hold(this.release)))))
			.child(ActorSpec.of("next", Doer.class, Doer::new))
			.build()));
		assertThat(this.system.actor("next", Doer.class).call(new Doer.Do((context) -> "started")))
			.isEqualTo("started");
		NodeSnapshot.Actor loader = (NodeSnapshot.Actor) this.system.find("top/loader").orElseThrow();
		await()
			.until(() -> "Step".equals(((NodeSnapshot.Actor) this.system.find("top/loader").orElseThrow()).handling()));
		assertThat(loader.state()).hasToString("RUNNING");
		this.release.countDown();
	}

	@ParameterizedTest
	@EnumSource
	void handlerContinuesBeforeWhatWaits(Dispatcher dispatcher) {
		start((builder) -> builder.actor(loader((context) -> {
		}).withDispatcher(dispatcher)));
		ActorRef<Loader> loader = this.system.actor(Loader.class);
		loader.tell(new Step("first", (context) -> {
			hold(this.release);
			context.continueWith(new Step("second", (self) -> self.continueWith(step("third"))));
		}));
		loader.tell(step("last"));
		this.release.countDown();
		loader.call(new GetIncarnation());
		assertThat(this.done).containsExactly("made 1", "first", "second", "third", "last");
	}

	@ParameterizedTest
	@EnumSource
	void oneThatHasNothingElseToDoContinues(Dispatcher dispatcher) {
		start((builder) -> builder.actor(loader((context) -> {
		}).withDispatcher(dispatcher)));
		this.system.lend(() -> {
			this.system.actor(Loader.class).tell(new Step("first", (context) -> context.continueWith(step("second"))));
			return "";
		});
		await().until(() -> this.done.contains("second"));
	}

	@Test
	void crashOfAContinuationIsOneOfARunningActorAndTheNextIncarnationContinuesAgain() {
		ActorRef<Loader> loader = start((builder) -> builder.actor(loader((context) -> {
			context.continueWith(new Step("load " + context.incarnation(), (self) -> {
				if (self.incarnation() == 1) {
					throw new IllegalStateException("boom");
				}
			}));
			context.continueWith(step("more " + context.incarnation()));
		}))).actor(Loader.class);
		assertThat(loader.call(new GetIncarnation())).isEqualTo(2);
		assertThat(this.done).containsExactly("made 1", "load 1", "made 2", "load 2", "more 2");
		Awaitility.await().until(() -> events(ActorEvent.Restarted.class).size() == 1);
	}

	@Test
	void keyedActorContinuesBeforeTheMessageThatHasActivatedIt() {
		start((builder) -> builder.actor(ActorSpec.keyed("loaders", Loader.class, (context) -> {
			context.continueWith(step("load " + context.key()));
			return new Loader(context, this.done);
		})));
		assertThat(this.system.keyed(Loader.class).get("a").call(new GetIncarnation())).isOne();
		assertThat(this.done).containsExactly("load a");
	}

	@Test
	void continuationMayWaitAndInterleavedMessagesAreHandledMeanwhile() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		ActorRef<Loader> loader = start((builder) -> builder
			.actor(loader((context) -> context.continueWith(new Step("load", (self) -> self.await(stage))))))
			.actor(Loader.class);
		assertThat(loader.call(new Peek())).isOne();
		CompletableFuture<Integer> asked = loader.ask(new GetIncarnation());
		assertThat(asked).isNotDone();
		stage.complete("loaded");
		assertThat(asked.join()).isOne();
		assertThat(this.done).containsExactly("made 1", "load");
	}

	@Test
	void interleavedHandlerContinuesAfterTheTurnThatWaits() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		ActorRef<Loader> loader = start((builder) -> builder.actor(loader((context) -> {
		}))).actor(Loader.class);
		loader.tell(new Step("waits", (context) -> context.await(stage)));
		loader.call(new PeekAndContinue(step("continued")));
		loader.tell(step("last"));
		assertThat(this.done).doesNotContain("continued");
		stage.complete("");
		loader.call(new GetIncarnation());
		assertThat(this.done).containsExactly("made 1", "waits", "continued", "last");
	}

	@Test
	void whatStopsItComesFirst() {
		ActorRef<Loader> loader = start((builder) -> builder.actor(loader((context) -> {
		}))).actor(Loader.class);
		loader.tell(new Step("first", (context) -> {
			context.continueWith(step("never"));
			context.stop();
		}));
		assertThat(loader.call(new GetIncarnation())).isEqualTo(2);
		assertThat(this.done).containsExactly("made 1", "first", "made 2");
	}

	@Test
	void contextGoesAlong() {
		ThreadContext context = new ThreadContext();
		ActorRef<Loader> loader = start((builder) -> builder.contextCarrier(context).actor(loader((self) -> {
		}))).actor(Loader.class);
		context.with("mine", () -> loader.tell(new Step("first",
				(self) -> self.continueWith(new Step("second", (again) -> this.done.add("" + context.get()))))));
		loader.call(new GetIncarnation());
		assertThat(this.done).contains("mine");
	}

	@Test
	void onlyTheActorItselfContinues() {
		AtomicReference<ActorContext<Loader>> context = new AtomicReference<>();
		start((builder) -> builder.actor(loader(context::set)));
		assertThat(catchThrowable(() -> context.get().continueWith(step(""))))
			.hasMessage("Only the constructor and the handlers of loader can have it continue with a message");
	}

	@Test
	void inADrivenSystemEachIsAStep() throws Exception {
		DrivenSteps steps = new DrivenSteps();
		ActorSystem driven = ActorSystem.builder().scheduler(steps).actor(loader((context) -> {
		})).build();
		steps.runWhile(driven::start);
		driven.actor(Loader.class).tell(new Step("first", (context) -> context.continueWith(step("second"))));
		steps.runNext();
		assertThat(this.done).containsExactly("made 1", "first");
		steps.runNext();
		assertThat(this.done).containsExactly("made 1", "first", "second");
		steps.runWhile(driven::close);
	}

	private static void hold(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	record Step(String name, Consumer<ActorContext<Loader>> action) implements Message<Loader> {

	}

	record GetIncarnation() implements Request<Loader, Integer> {

	}

	record Peek() implements Request<Loader, Integer> {

	}

	record PeekAndContinue(Step step) implements Request<Loader, Integer> {

	}

	/**
	 * Does one step after the other.
	 */
	static class Loader {

		private final ActorContext<Loader> context;

		private final Queue<String> done;

		Loader(ActorContext<Loader> context, Queue<String> done) {
			this.context = context;
			this.done = done;
		}

		@Receive
		void step(Step step) {
			this.done.add(step.name());
			step.action().accept(this.context);
		}

		@Receive
		int incarnation(GetIncarnation message) {
			return this.context.incarnation();
		}

		@Receive(interleave = true)
		int peek(Peek message) {
			return List.copyOf(this.done).contains("load") ? 1 : 0;
		}

		@Receive(interleave = true)
		int peek(PeekAndContinue message) {
			this.context.continueWith(message.step());
			return 1;
		}

	}

}
