package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.RestartType;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ContextCarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a handler leaves on its thread reaches neither its next message nor another actor.
 */
class ThreadLeftoversTests extends SystemTest {

	private static final int ACTORS = 8;

	private static final int ROUNDS = 50;

	private static final ThreadLocal<@Nullable String> CARRIED = new ThreadLocal<>();

	private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

	private static final ClassLoader FOREIGN = new ClassLoader() {
	};

	@AfterEach
	void clear() {
		MDC.clear();
		CARRIED.remove();
		INHERITED.remove();
	}

	/**
	 * What can be left.
	 */
	enum Leftover {

		INTERRUPT(() -> Thread.currentThread().interrupt(), () -> Thread.currentThread().isInterrupted()),

		MDC_ENTRY(() -> MDC.put("user", "alice"), () -> MDC.get("user") != null),

		CARRIED_THREAD_LOCAL(() -> CARRIED.set("alice"), () -> CARRIED.get() != null),

		CLASS_LOADER(() -> Thread.currentThread().setContextClassLoader(FOREIGN),
				() -> Thread.currentThread().getContextClassLoader() == FOREIGN);

		private final Runnable leave;

		private final Supplier<Boolean> seen;

		Leftover(Runnable leave, Supplier<Boolean> seen) {
			this.leave = leave;
			this.seen = seen;
		}

	}

	/**
	 * Where it is left.
	 */
	enum NodePosition {

		HANDLER, HANDLER_THAT_CRASHES, INTERLEAVED_HANDLER, CONSTRUCTOR, DESTRUCTION, AFTER_A_WAIT

	}

	static Stream<Arguments> all() {
		return Stream.of(Dispatcher.values())
			.flatMap((dispatcher) -> Stream.of(Leftover.values())
				.flatMap((leftover) -> Stream.of(NodePosition.values())
					.filter((place) -> dispatcher != Dispatcher.COMPUTE || place != NodePosition.AFTER_A_WAIT)
					.map((place) -> Arguments.of(dispatcher, leftover, place))));
	}

	private void startActors(Dispatcher dispatcher) {
		// None is in backoff, however often it crashes.
		SupervisorSpec.Builder group = SupervisorSpec.named("doers").intensity(2 * ROUNDS, Duration.ofSeconds(1));
		for (int i = 0; i < ACTORS; i++) {
			group.child(ActorSpec.of("doer" + i, Doer.class, Doer::new).withDispatcher(dispatcher));
		}
		start((builder) -> builder.supervisor(group.build()).contextCarrier(new Carrier()));
	}

	private ActorRef<Doer> doer(int number) {
		return this.system.actor("doer" + Math.floorMod(number, ACTORS), Doer.class);
	}

	@ParameterizedTest
	@MethodSource("all")
	void isSeenByNobody(Dispatcher dispatcher, Leftover leftover, NodePosition place) {
		startActors(dispatcher);
		Collection<String> seen = new ConcurrentLinkedQueue<>();
		for (int i = 0; i < ROUNDS; i++) {
			List<CompletableFuture<?>> all = new ArrayList<>();
			all.add(leave(dispatcher, leftover, place, i));
			for (int j = 0; j < ACTORS; j++) {
				String who = "message to doer" + j + " in round " + i;
				all.add(doer(j).ask(new Doer.Do((context) -> {
					if (leftover.seen.get()) {
						seen.add(who);
					}
					// It is not carried on either.
					return doer(context.path().hashCode()).ask(new Doer.Interleave((third) -> {
						if (leftover.seen.get()) {
							seen.add(who + ", by a third");
						}
						return null;
					}));
				})));
			}
			all.forEach((each) -> each.handle((value, failure) -> null).join());
		}
		assertThat(seen).isEmpty();
	}

	private CompletableFuture<?> leave(Dispatcher dispatcher, Leftover leftover, NodePosition place, int round) {
		Doer.Task leaving = (context) -> {
			leftover.leave.run();
			return null;
		};
		return switch (place) {
			case HANDLER -> doer(round).ask(new Doer.Do(leaving));
			case INTERLEAVED_HANDLER -> {
				CompletableFuture<Object> go = new CompletableFuture<>();
				CompletableFuture<Object> waiting = doer(round).ask(new Doer.Do((context) -> {
					if (dispatcher == Dispatcher.VIRTUAL) {
						context.await(go);
					}
					return leftover.seen.get() ? "seen by the turn that waited" : null;
				}));
				CompletableFuture<Object> left = doer(round).ask(new Doer.Interleave(leaving));
				left.thenRun(() -> go.complete(null));
				yield waiting.thenAccept((found) -> assertThat(found).isNull());
			}
			case HANDLER_THAT_CRASHES -> doer(round).ask(new Doer.Do((context) -> {
				leftover.leave.run();
				throw new IllegalStateException("boom");
			}));
			case AFTER_A_WAIT -> doer(round).ask(new Doer.Do((context) -> {
				context.await(CompletableFuture.supplyAsync(() -> 1));
				leftover.leave.run();
				return null;
			}));
			case CONSTRUCTOR -> {
				ActorRef<Doer> spawned = this.system.spawn(ActorSpec.of("spawned" + round, Doer.class, (context) -> {
					leftover.leave.run();
					return new Doer(context);
				}).withDispatcher(dispatcher));
				yield spawned.ask(new Doer.Do((context) -> {
					assertThat(leftover.seen.get()).isFalse();
					return null;
				}));
			}
			case DESTRUCTION -> {
				ActorRef<Doer> spawned = this.system
					.spawn(ActorSpec.of("spawned" + round, Doer.class, new LeavingFactory(leftover))
						.withDispatcher(dispatcher)
						.withRestart(RestartType.TEMPORARY));
				yield spawned.ask(new Doer.Do((context) -> {
					context.stop();
					return null;
				}));
			}
		};
	}

	@ParameterizedTest
	@EnumSource
	void threadsInheritNothingFromWhoHappensToStartThem(Dispatcher dispatcher) {
		INHERITED.set("of whoever builds the system");
		startActors(dispatcher);
		INHERITED.set("of whoever asks");
		List<CompletableFuture<Object>> seen = IntStream.range(0, ACTORS)
			.mapToObj((i) -> doer(i).ask(new Doer.Do((context) -> String.valueOf(INHERITED.get())),
					Duration.ofSeconds(20)))
			.toList();
		seen.forEach((each) -> assertThat(each.join()).isEqualTo("null"));
		CompletableFuture<Object> spawned = this.system
			.spawn(ActorSpec.of("spawned", Doer.class, Doer::new).withDispatcher(dispatcher))
			.ask(new Doer.Do((context) -> String.valueOf(INHERITED.get())));
		assertThat(spawned.join()).isEqualTo("null");
		Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("actor-"))
			.forEach((thread) -> assertThat(thread.getContextClassLoader()).as(thread.getName()).isNotSameAs(FOREIGN));
	}

	/**
	 * Leaves something where an instance is let go.
	 *
	 * @param leftover what
	 */
	record LeavingFactory(Leftover leftover) implements ActorFactory<Doer> {

		@Override
		public Doer create(ActorContext<Doer> context) {
			return new Doer(context);
		}

		@Override
		public void destroy(Doer actor) {
			this.leftover.leave.run();
		}

	}

	/**
	 * Carries one thread-local, as those of Micrometer's context propagation do.
	 */
	private static final class Carrier implements ContextCarrier {

		@Override
		public @Nullable Object capture() {
			return CARRIED.get();
		}

		@Override
		public Scope restore(@Nullable Object captured) {
			String before = CARRIED.get();
			CARRIED.set((String) captured);
			return () -> CARRIED.set(before);
		}

	}

}
