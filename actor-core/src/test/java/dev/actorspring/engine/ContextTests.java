package dev.actorspring.engine;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.Terminated;
import dev.actorspring.TimerHandle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Timers, watching and children.
 */
class ContextTests extends SystemTest {

	private final Queue<Object> heard = new ConcurrentLinkedQueue<>();

	private ActorRef<Host> host() {
		start((builder) -> builder.timeSource(this.time)
			.actor(counter("counter").withRestart(RestartType.TEMPORARY))
			.actor(ActorSpec.of("host", Host.class, (context) -> new Host(context, this.heard))));
		return this.system.actor(Host.class);
	}

	private static Host.Run run(Consumer<ActorContext<Host>> action) {
		return new Host.Run(action);
	}

	@Test
	void scheduledMessageComesAfterTheDelay() {
		ActorRef<Host> host = host();
		host.tell(run((context) -> {
			context.schedule(Duration.ofSeconds(1), new Host.Hear("tick"));
			this.heard.add("scheduled");
		}));
		await().until(() -> this.heard.contains("scheduled"));
		this.time.advance(Duration.ofMillis(990));
		host.tell(new Host.Hear("marker"));
		await().until(() -> this.heard.contains("marker"));
		assertThat(this.heard).doesNotContain("tick");
		this.time.advance(Duration.ofMillis(20));
		await().until(() -> this.heard.contains("tick"));
	}

	@Test
	void cancelledTimerIsSilent() {
		ActorRef<Host> host = host();
		host.tell(run((context) -> {
			TimerHandle handle = context.schedule(Duration.ofSeconds(1), new Host.Hear("cancelled"));
			context.schedule(Duration.ofSeconds(1), new Host.Hear("kept"));
			handle.cancel();
			this.heard.add("scheduled");
		}));
		await().until(() -> this.heard.contains("scheduled"));
		this.time.advance(Duration.ofSeconds(2));
		await().until(() -> this.heard.contains("kept"));
		assertThat(this.heard).doesNotContain("cancelled");
	}

	@Test
	void timerTakesThePlaceOfTheOneWithItsName() {
		ActorRef<Host> host = host();
		host.tell(run((context) -> {
			context.schedule("a", Duration.ofSeconds(1), new Host.Hear("replaced"));
			context.schedule("a", Duration.ofSeconds(2), new Host.Hear("kept"));
			context.schedule("b", Duration.ofSeconds(1), new Host.Hear("other"));
			this.heard.add("scheduled");
		}));
		await().until(() -> this.heard.contains("scheduled"));
		this.time.advance(Duration.ofSeconds(3));
		await().until(() -> this.heard.contains("kept") && this.heard.contains("other"));
		assertThat(this.heard).doesNotContain("replaced");
	}

	@Test
	void timerIsCancelledByItsNameAlsoWhenItsMessageWaitsAlready() {
		ActorRef<Host> host = host();
		CompletableFuture<Void> goOn = new CompletableFuture<>();
		host.tell(run((context) -> {
			context.scheduleAtFixedRate("a", Duration.ZERO, Duration.ofMillis(10), new Host.Hear("cancelled"));
			this.heard.add("scheduled");
			goOn.join();
			this.heard.add(context.cancelTimer("a"));
			this.heard.add(context.cancelTimer("a"));
			this.heard.add(context.cancelTimer("never there"));
		}));
		await().until(() -> this.heard.contains("scheduled"));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(10));
			return this.system.gauges().stream().anyMatch((gauge) -> gauge.depth() == 1);
		});
		goOn.complete(null);
		host.tell(new Host.Hear("end"));
		await().until(() -> this.heard.contains("end"));
		assertThat(this.heard).containsExactly("scheduled", true, false, false, "end");
	}

	@Test
	void timerThatHasRunIsNoLongerThere() {
		ActorRef<Host> host = host();
		host.tell(run((context) -> context.schedule("a", Duration.ZERO, new Host.Hear("tick"))));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(10));
			return this.heard.contains("tick");
		});
		host.tell(run((context) -> this.heard.add(context.cancelTimer("a"))));
		await().until(() -> this.heard.contains(false));
	}

	@Test
	void timerThatIsCancelledByItsHandleLeavesNothingBehind() {
		ActorRef<Host> host = host();
		AtomicReference<WeakReference<Message<?>>> message = new AtomicReference<>();
		host.tell(run((context) -> {
			Host.Hear tick = new Host.Hear("tick");
			context.schedule("a", Duration.ofHours(1), tick).cancel();
			message.set(new WeakReference<>(tick));
		}));
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(6));
			System.gc();
			return message.get() != null && message.get().refersTo(null);
		});
	}

	@Test
	void restartedActorNeverSeesATimerOfItsPast() {
		ActorRef<Host> host = host();
		host.tell(run((context) -> {
			context.schedule("a", Duration.ofSeconds(1), new Host.Hear("past"));
			context.whenIdle(Duration.ofSeconds(1), new Host.Hear("past"));
			throw new IllegalStateException("boom");
		}));
		host.tell(run((context) -> {
			this.heard.add(context.cancelTimer("a"));
			context.schedule("b", Duration.ofSeconds(2), new Host.Hear("present"));
		}));
		await().until(() -> this.heard.contains(false));
		this.time.advance(Duration.ofSeconds(3));
		await().until(() -> this.heard.contains("present"));
		assertThat(this.heard).containsExactly(false, "present");
	}

	@Test
	void idleSignalComesOnceForEachTimeWithoutMessages() {
		ActorRef<Host> host = host();
		Runnable second = secondBySecond();
		host.tell(run((context) -> {
			context.whenIdle(Duration.ofSeconds(1), new Host.Hear("replaced"));
			context.whenIdle(Duration.ofSeconds(10), new Host.Hear("idle"));
			this.heard.add("set");
		}));
		await().until(() -> this.heard.contains("set"));
		for (int i = 0; i < 3; i++) {
			for (int j = 0; j < 6; j++) {
				second.run();
			}
			host.tell(new Host.Hear("busy " + i));
			String last = "busy " + i;
			await().until(() -> this.heard.contains(last));
		}
		assertThat(this.heard).containsExactly("set", "busy 0", "busy 1", "busy 2");
		await().until(() -> {
			second.run();
			return this.heard.contains("idle");
		});
		for (int i = 0; i < 100; i++) {
			second.run();
		}
		host.tell(new Host.Hear("again"));
		await().until(() -> this.heard.contains("again"));
		assertThat(this.heard).containsExactly("set", "busy 0", "busy 1", "busy 2", "idle", "again");
		await().until(() -> {
			second.run();
			return this.heard.stream().filter("idle"::equals).count() == 2;
		});
	}

	/**
	 * Lets a second pass, and the timer keep up with it.
	 */
	private Runnable secondBySecond() {
		Queue<Object> ticks = new ConcurrentLinkedQueue<>();
		ActorRef<Host> clock = this.system
			.spawn(ActorSpec.of("clock", Host.class, (context) -> new Host(context, ticks)));
		Duration second = Duration.ofSeconds(1);
		clock.ask(new Host.Ask((context) -> context.scheduleAtFixedRate(second, second, new Host.Hear("tick")))).join();
		return () -> {
			int before = ticks.size();
			this.time.advance(second);
			await().until(() -> ticks.size() > before);
		};
	}

	@Test
	void actorThatWaitsInATurnIsNotIdle() {
		ActorRef<Host> host = host();
		CompletableFuture<String> awaited = new CompletableFuture<>();
		host.tell(run((context) -> {
			context.whenIdle(Duration.ofSeconds(1), new Host.Hear("idle"));
			this.heard.add("waiting");
			this.heard.add(context.await(awaited));
		}));
		await().until(() -> this.heard.contains("waiting"));
		for (int i = 0; i < 100; i++) {
			this.time.advance(Duration.ofSeconds(1));
		}
		awaited.complete("over");
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return this.heard.contains("idle");
		});
		assertThat(this.heard).containsExactly("waiting", "over", "idle");
	}

	@Test
	void periodicTimerIsGoneWithItsIncarnation() {
		ActorRef<Host> host = host();
		host.tell(run((context) -> context.scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(100),
				new Host.Hear("incarnation " + context.incarnation()))));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return this.heard.stream().filter("incarnation 1"::equals).count() >= 3;
		});
		host.tell(run((context) -> {
			throw new IllegalStateException("boom");
		}));
		host.tell(new Host.Hear("restarted"));
		await().until(() -> this.heard.contains("restarted"));
		this.heard.clear();
		for (int i = 0; i < 20; i++) {
			this.time.advance(Duration.ofMillis(100));
			host.tell(new Host.Hear("marker " + i));
		}
		await().until(() -> this.heard.contains("marker 19"));
		assertThat(this.heard).doesNotContain("incarnation 1");
	}

	@Test
	void watcherHearsOfTheEndOnceAndTheNextOneTheTrueReasonAlsoWhenItIsPast() {
		ActorRef<Host> host = host();
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		host.tell(run((context) -> context.watch(counter)));
		host.tell(new Host.Hear("watching"));
		await().until(() -> this.heard.contains("watching"));
		counter.tell(new Counter.Stop());
		await().until(() -> this.heard.contains(new Terminated(counter, new ExitReason.Normal())));
		host.tell(run((context) -> context.watch(counter)));
		host.tell(new Host.Hear("watched again"));
		await().until(() -> this.heard.contains("watched again"));
		assertThat(this.heard).hasSize(3);
		host.tell(run((context) -> {
			throw new IllegalStateException("the next incarnation watches as well");
		}));
		host.tell(run((context) -> context.watch(counter)));
		await().until(() -> this.heard.size() == 4);
		assertThat(this.heard).last().isEqualTo(new Terminated(counter, new ExitReason.Normal()));
	}

	@Test
	void spawnedChildIsStoppedWithItsParent() {
		ActorRef<Host> host = host();
		host.tell(run((context) -> {
			ActorRef<Counter> child = context.spawn(counter("child"));
			child.tell(new Counter.Add(2));
			this.heard.add(child);
		}));
		await().until(() -> !this.heard.isEmpty());
		@SuppressWarnings("unchecked")
		ActorRef<Counter> child = (ActorRef<Counter>) this.heard.peek();
		assertThat(child.path()).isEqualTo("host/child");
		assertThat(child.call(new Counter.Get())).isEqualTo(2);
		assertThat(this.system.find("host/child")).isPresent();
		host.tell(run((context) -> {
			throw new IllegalStateException("boom");
		}));
		await().until(() -> this.system.find("host/child").isEmpty());
		assertThat(failure(child.ask(new Counter.Get()))).hasMessageContaining("host/child cannot answer Get");
	}

	@Test
	void requestKnowsItsDeadlineAndWhenNobodyWaitsForItAnyMore() throws Exception {
		ActorRef<Host> host = host();
		host.tell(run((context) -> this.heard.add(context.deadline().isPresent())));
		CompletableFuture<Boolean> seen = new CompletableFuture<>();
		CompletableFuture<Void> cancelled = new CompletableFuture<>();
		CompletableFuture<Integer> asked = host.ask(new Host.Ask((context) -> {
			this.heard.add(context.deadline().orElseThrow().isAfter(Instant.now().plusSeconds(3000)));
			this.heard.add(context.isCancelled());
			seen.complete(true);
			cancelled.join();
			this.heard.add(context.isCancelled());
		}), Duration.ofHours(1));
		seen.get();
		asked.cancel(false);
		cancelled.complete(null);
		await().until(() -> this.heard.size() == 4);
		assertThat(this.heard).containsExactly(false, true, false, true);
	}

	@Test
	void spawnedActorUnderTheRootIsFoundAndRestarted() {
		host();
		ActorRef<Counter> spawned = this.system.spawn(counter("spawned"));
		failure(spawned.ask(new Counter.Crash("boom")));
		assertThat(spawned.call(new Counter.GetIncarnation())).isEqualTo(2);
		assertThat(this.system.find("spawned")).isPresent();
		assertThat(this.system.tree().children()).extracting("name").contains("spawned");
	}

	static class Host {

		record Run(Consumer<ActorContext<Host>> action) implements Message<Host> {

		}

		record Ask(Consumer<ActorContext<Host>> action) implements Request<Host, Integer> {

		}

		record Hear(String text) implements Message<Host> {

		}

		private final ActorContext<Host> context;

		private final Queue<Object> heard;

		Host(ActorContext<Host> context, Queue<Object> heard) {
			this.context = context;
			this.heard = heard;
		}

		@Receive
		void run(Run run) {
			run.action().accept(this.context);
		}

		@Receive
		int ask(Ask ask) {
			ask.action().accept(this.context);
			return 0;
		}

		@Receive
		void hear(Hear hear) {
			this.heard.add(hear.text());
		}

		@Receive
		void terminated(Terminated terminated) {
			this.heard.add(terminated);
		}

	}

}
