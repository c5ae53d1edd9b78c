package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.PoolRouting;
import dev.actorspring.PoolSpec;
import dev.actorspring.engine.PoolSorter.Job;
import dev.actorspring.system.ActorPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is promised of pools, whatever is sent to them and happens to them: scripts that
 * follow from a seed send, hold workers up, let them go on, crash them, withdraw what
 * waits and change the size.
 */
class PoolPropertyTests extends SystemTest {

	private static final int STEPS = 200;

	private final PoolSorter.Log log = new PoolSorter.Log();

	private ActorPool pool;

	private ActorRef<PoolSorter> sorters;

	static Stream<Arguments> scripts() {
		return IntStream.range(0, 8)
			.boxed()
			.flatMap((seed) -> Stream.of(PoolRouting.values()).map((routing) -> Arguments.of(seed, routing)));
	}

	private void start(PoolSpec spec) {
		start((builder) -> builder.actor(PoolSorter.spec(this.log, spec).withMailboxCapacity(ActorSpec.UNBOUNDED)));
		this.pool = this.system.pool("sorters");
		this.sorters = this.system.actor(PoolSorter.class);
	}

	@ParameterizedTest
	@MethodSource("scripts")
	void nothingIsLostNorHandledTwiceAndWhatHasTheSameKeyIsHandledInOrder(int seed, PoolRouting routing) {
		Random random = new Random(seed);
		start(PoolSpec.of(1 + random.nextInt(4)).withRouting(routing));
		List<Job> sent = new ArrayList<>();
		List<Job> held = new ArrayList<>();
		Set<Integer> withdrawn = new HashSet<>();
		Map<Integer, CompletableFuture<String>> replies = new HashMap<>();
		int crashes = 0;
		for (int i = 0; i < STEPS; i++) {
			switch (random.nextInt(10)) {
				case 0, 1, 2, 3, 4 -> {
					boolean holds = random.nextInt(3) == 0;
					Job job = new Job(i, (random.nextInt(5) == 0) ? null : "k" + random.nextInt(4), random.nextInt(3),
							holds ? new CompletableFuture<>() : Job.OPEN);
					sent.add(job);
					if (holds) {
						held.add(job);
					}
					if (random.nextBoolean()) {
						this.sorters.tell(job);
					}
					else {
						replies.put(i, this.sorters.ask(job, java.time.Duration.ofMinutes(5)));
					}
				}
				case 5, 6 -> {
					if (!held.isEmpty()) {
						held.remove(random.nextInt(held.size())).gate().complete(null);
					}
				}
				case 7 -> {
					if (!held.isEmpty() && crashes < 3) {
						crashes++;
						held.remove(random.nextInt(held.size()))
							.gate()
							.completeExceptionally(new IllegalStateException("script"));
					}
				}
				case 8 -> {
					if (!replies.isEmpty()) {
						int number = List.copyOf(replies.keySet()).get(random.nextInt(replies.size()));
						// Only then it may not have been handled.
						if (replies.remove(number).cancel(true)) {
							withdrawn.add(number);
						}
					}
				}
				default -> this.pool.resize(1 + random.nextInt(6));
			}
			noWorkerIdlesBesideWhatItCouldDo(routing);
		}
		held.forEach((job) -> job.gate().complete(null));
		await().until(() -> this.pool.depth() == 0 && this.pool.busy() == 0);
		List<Integer> begun = this.log.numbers();
		assertThat(begun).as("nothing twice").doesNotHaveDuplicates();
		assertThat(begun).as("nothing lost")
			.containsAll(sent.stream().map(Job::number).filter((number) -> !withdrawn.contains(number)).toList());
		if (routing == PoolRouting.BY_KEY) {
			keysAreInOrder(sent);
		}
		await().until(() -> this.system.gauges().iterator().next().active() == this.pool.size());
	}

	private void noWorkerIdlesBesideWhatItCouldDo(PoolRouting routing) {
		if (routing == PoolRouting.SHARED) {
			await().until(() -> this.pool.depth() == 0 || this.pool.busy() >= this.pool.size());
		}
	}

	private void keysAreInOrder(List<Job> sent) {
		List<Job> begun = List.copyOf(this.log.begun());
		List<Job> ended = List.copyOf(this.log.ended());
		for (String key : List.of("k0", "k1", "k2", "k3")) {
			List<Job> inOrder = sent.stream().filter((job) -> key.equals(job.key())).filter(begun::contains).toList();
			assertThat(begun.stream().filter((job) -> key.equals(job.key()))).as(key)
				.containsExactlyElementsOf(inOrder);
			assertThat(ended.stream().filter((job) -> key.equals(job.key()))).as("one after another")
				.containsExactlyElementsOf(inOrder);
		}
	}

}
