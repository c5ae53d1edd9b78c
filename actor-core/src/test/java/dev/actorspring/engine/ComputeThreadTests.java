package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.TimeSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which thread serves what a handler wakes.
 */
class ComputeThreadTests extends SystemTest {

	private ActorRef<Sender> sender;

	private ActorRef<Echo> echo;

	private void start(TimeSource clock) {
		start((builder) -> builder.timeSource(clock)
			.actor(ActorSpec.of("sender", Sender.class, (context) -> new Sender()).withDispatcher(Dispatcher.COMPUTE))
			.actor(ActorSpec.of("echo", Echo.class, (context) -> new Echo()).withDispatcher(Dispatcher.COMPUTE))
			.actor(ActorSpec.of("other", Echo.class, (context) -> new Echo()).withDispatcher(Dispatcher.COMPUTE)));
		this.sender = this.system.actor(Sender.class);
		this.echo = this.system.actor("echo", Echo.class);
		// Its pace is known from then on.
		this.sender.call(new Sender.Look());
	}

	@Test
	void whatAFastHandlerWakes_isServedNextByTheSameThread() {
		SteppedTime clock = new SteppedTime();
		start(clock);
		CompletableFuture<String> served = new CompletableFuture<>();
		String thread = this.sender.call(new Sender.TellAndLinger(this.echo, served));
		assertThat(served.join()).isEqualTo(thread);
		clock.free();
	}

	@Test
	void whatTheFirstTurnOfOneOfAFastKindWakes_isServedNextByTheSameThread() {
		SteppedTime clock = new SteppedTime();
		start(clock);
		ActorSpec<Sender> kind = ActorSpec.of("kind", Sender.class, (context) -> new Sender())
			.withDispatcher(Dispatcher.COMPUTE);
		this.system.spawn(kind.withName("known")).call(new Sender.Look());
		CompletableFuture<String> served = new CompletableFuture<>();
		String thread = this.system.spawn(kind.withName("fresh")).call(new Sender.TellAndLinger(this.echo, served));
		assertThat(served.join()).isEqualTo(thread);
		clock.free();
	}

	@Test
	void whatIsKeptForAHandlerThatTakesItsTimeAfterAll_isGivenToOthers() {
		start(TimeSource.SYSTEM);
		// It waits, on a thread that must not, for what it has sent itself.
		assertThat(this.sender.call(new Sender.TellAndWait(this.echo))).startsWith("actor-compute");
	}

	@Test
	void whoHasToldAHandlerSomethingThatTakesItsTime_isServedByOthers() {
		start(TimeSource.SYSTEM);
		for (int i = 0; i < 3; i++) {
			CompletableFuture<String> served = new CompletableFuture<>();
			// Its thread has taken to not letting go of the one while it serves the
			// other.
			this.sender.tell(new Sender.Start(this.sender, this.echo, served));
			assertThat(served.orTimeout(20, TimeUnit.SECONDS).join()).startsWith("actor-compute");
		}
	}

	@Test
	void whatIsWokenBeforeTheLast_isQueued() {
		SteppedTime clock = new SteppedTime();
		start(clock);
		CompletableFuture<String> first = new CompletableFuture<>();
		this.sender.call(new Sender.TellBothAndWaitForFirst(this.echo, this.system.actor("other", Echo.class), first));
		assertThat(first).isCompleted();
		clock.free();
	}

	@Test
	void actorsThatKeepEachOtherBusy_doNotShutOthersOut() {
		start(TimeSource.SYSTEM);
		int cores = Runtime.getRuntime().availableProcessors();
		for (int i = 0; i < 2 * cores; i++) {
			ActorSpec<Spinner> spec = ActorSpec.of("spinner" + i, Spinner.class, Spinner::new)
				.withDispatcher(Dispatcher.COMPUTE);
			this.system.spawn(spec).tell(new Spinner.Spin());
		}
		for (int i = 0; i < 100; i++) {
			assertThat(this.sender.call(new Sender.Look(), Duration.ofSeconds(20))).startsWith("actor-compute");
		}
	}

	static class Spinner {

		private final ActorContext<Spinner> context;

		Spinner(ActorContext<Spinner> context) {
			this.context = context;
		}

		record Spin() implements Message<Spinner> {

		}

		@Receive
		void spin(Spin spin) {
			this.context.self().tell(spin);
		}

	}

	static class Sender {

		record Look() implements Request<Sender, String> {

		}

		record TellAndLinger(ActorRef<Echo> to, CompletableFuture<String> served) implements Request<Sender, String> {

		}

		record Start(ActorRef<Sender> self, ActorRef<Echo> to,
				CompletableFuture<String> served) implements Message<Sender> {

		}

		record Back(Echo.Rally rally) implements Message<Sender> {

		}

		record TellAndWait(ActorRef<Echo> to) implements Request<Sender, String> {

		}

		record TellBothAndWaitForFirst(ActorRef<Echo> first, ActorRef<Echo> second,
				CompletableFuture<String> served) implements Request<Sender, String> {

		}

		@Receive
		String look(Look look) {
			return Thread.currentThread().getName();
		}

		@Receive
		String tell(TellAndLinger order) {
			order.to().tell(new Echo.Say(order.served()));
			// Others have the opportunity to take it, and must not.
			for (int i = 0; i < 1_000; i++) {
				Thread.yield();
				assertThat(order.served()).isNotDone();
			}
			return Thread.currentThread().getName();
		}

		@Receive
		void start(Start start) {
			start.to().tell(new Echo.Rally(start.self(), start.to(), 1_000, start.served()));
		}

		@Receive
		void back(Back back) {
			Echo.Rally rally = back.rally();
			if (rally.left() > 0) {
				rally.to().tell(new Echo.Rally(rally.from(), rally.to(), rally.left() - 1, rally.served()));
			}
			else {
				rally.served().complete(Thread.currentThread().getName());
			}
		}

		@Receive
		String tell(TellAndWait order) {
			CompletableFuture<String> served = new CompletableFuture<>();
			order.to().tell(new Echo.Say(served));
			return served.join();
		}

		@Receive
		String tell(TellBothAndWaitForFirst order) {
			order.first().tell(new Echo.Say(order.served()));
			order.second().tell(new Echo.Say(new CompletableFuture<>()));
			return order.served().join();
		}

	}

	static class Echo {

		record Say(CompletableFuture<String> thread) implements Message<Echo> {

		}

		/**
		 * To and fro. In the end this waits, on a thread that must not, for the answer.
		 */
		record Rally(ActorRef<Sender> from, ActorRef<Echo> to, int left,
				CompletableFuture<String> served) implements Message<Echo> {

		}

		@Receive
		void rally(Rally rally) {
			rally.from().tell(new Sender.Back(rally));
			if (rally.left() == 0) {
				rally.served().join();
			}
		}

		@Receive
		void say(Say say) {
			say.thread().complete(Thread.currentThread().getName());
		}

	}

}
