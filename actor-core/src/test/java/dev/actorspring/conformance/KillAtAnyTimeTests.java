package dev.actorspring.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>whenever an actor is killed, stopped with a reason or crashes while it is
 * linked with others, each order and each request comes to an end, no two incarnations
 * live at the same time, and in the end all run</em>.
 */
class KillAtAnyTimeTests extends ConformanceTest {

	private static final List<String> NAMES = List.of("a", "b", "c");

	private static final Duration LONG = Duration.ofDays(1);

	private final List<CompletableFuture<?>> orders = new ArrayList<>();

	private final List<CompletableFuture<Integer>> requests = new ArrayList<>();

	private void doSomething(Random random) {
		ActorRef<Probe> ref = ref(NAMES.get(random.nextInt(NAMES.size())));
		ActorRef<Probe> other = ref(NAMES.get(random.nextInt(NAMES.size())));
		switch (random.nextInt(9)) {
			case 0 -> this.orders.add(this.system.kill(ref));
			case 1 -> this.orders.add(this.system.stop(ref, new ExitReason.Normal()));
			case 2 -> this.orders.add(this.system.stop(ref, new ExitReason.Error(new IllegalStateException("wrong"))));
			case 3 -> this.requests.add(ref.ask(Probe.crash(), LONG));
			case 4 -> this.requests.add(ref.ask(new Probe.Do((context) -> context.link(other)), LONG));
			case 5 -> this.requests.add(ref.ask(new Probe.Do((context) -> context.unlink(other)), LONG));
			case 6 -> this.requests
				.add(ref.ask(new Probe.Do((context) -> context.await(other.ask(Probe.ping(), LONG))), LONG));
			case 7 -> this.orders
				.add(this.system.operations(ref.path()).orElseThrow().restart().exceptionally((refused) -> null));
			default -> this.requests.add(ref.ask(Probe.ping(), LONG));
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void everythingComesToAnEnd(long seed) {
		Supervisor group = startGroup((builder) -> {
			builder.intensity(1_000_000, LONG);
			NAMES.forEach(
					(name) -> builder.child(this.probes.permanent(name).withShutdownTimeout(Duration.ofSeconds(1))));
			return builder;
		});
		Random random = new Random(seed);
		for (int i = 0; i < 400; i++) {
			doSomething(random);
			if (random.nextInt(10) == 0) {
				this.time.advance(Duration.ofMillis(random.nextInt(1_500)));
			}
		}
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return this.orders.stream().allMatch(CompletableFuture::isDone)
					&& this.requests.stream().allMatch(CompletableFuture::isDone);
		});
		assertThat(this.orders).noneMatch(CompletableFuture::isCompletedExceptionally);
		assertThat(this.requests).allSatisfy((request) -> {
			if (request.isCompletedExceptionally()) {
				assertThat(failure(request)).isInstanceOf(ActorException.class);
			}
		});
		for (String name : NAMES) {
			awaitState(group, name, ChildState.RUNNING);
			assertAlternates(name);
		}
	}

	/** Whoever starts has ended before, unless it did not heed that it was killed. */
	private void assertAlternates(String name) {
		Set<String> abandoned = events(ActorEvent.Abandoned.class).stream()
			.filter((event) -> event.path().endsWith("/" + name))
			.map((event) -> "+" + name + event.incarnation())
			.collect(Collectors.toSet());
		List<String> own = this.probes.journal()
			.stream()
			.filter((entry) -> entry.startsWith(name, 1))
			.filter((entry) -> !abandoned.contains("+" + entry.substring(1)))
			.toList();
		for (int i = 1; i < own.size(); i++) {
			assertThat(own.get(i).charAt(0)).as("%s after %s", own.get(i), own.get(i - 1))
				.isEqualTo((own.get(i - 1).charAt(0) == '-') ? '+' : '-');
		}
	}

}
