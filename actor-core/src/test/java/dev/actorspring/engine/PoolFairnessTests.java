package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import dev.actorspring.ActorRef;
import dev.actorspring.PoolRouting;
import dev.actorspring.PoolSpec;
import dev.actorspring.engine.PoolSorter.Job;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who gets the next message, and which one is next: each step of a script that follows
 * from a seed is compared with what a plain model says.
 */
class PoolFairnessTests extends SystemTest {

	private static final Duration LONG = Duration.ofMinutes(5);

	private final PoolSorter.Log log = new PoolSorter.Log();

	private Pool pool;

	private ActorRef<PoolSorter> sorters;

	private void start(PoolSpec spec) {
		start((builder) -> builder.actor(PoolSorter.spec(this.log, spec)));
		this.pool = ((PoolView) this.system.pool("sorters")).pool();
		this.sorters = this.system.actor(PoolSorter.class);
	}

	/** Until so many are busy, and all others have noted that they idle. */
	private void settle(int busy) {
		await().until(() -> this.pool.busy() == busy
				&& this.pool.workers().stream().filter((worker) -> worker.cell().isIdle()).count() == this.pool.size()
						- busy);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5 })
	void workerThatHasBeenIdleLongestGetsTheNextMessage(int seed) {
		Random random = new Random(seed);
		int size = 2 + random.nextInt(4);
		start(PoolSpec.of(size));
		settle(0);
		Deque<String> idle = new ArrayDeque<>();
		for (int i = 0; i < size; i++) {
			idle.add(this.sorters.call(new Job(i, null, 0)));
			settle(0);
		}
		assertThat(Set.copyOf(idle)).as("each of them was idle longer than those that had one").hasSize(size);
		Map<String, Held> held = new LinkedHashMap<>();
		for (int i = 0; i < 100; i++) {
			boolean release = idle.isEmpty() || (!held.isEmpty() && random.nextInt(3) == 0);
			if (release) {
				String worker = List.copyOf(held.keySet()).get(random.nextInt(held.size()));
				Held released = held.remove(worker);
				released.gate().complete(null);
				assertThat(released.reply().join()).isEqualTo(worker);
				settle(held.size());
				idle.add(worker);
			}
			else if (random.nextBoolean()) {
				String next = idle.remove();
				assertThat(this.sorters.call(new Job(i, null, 0))).isEqualTo(next);
				settle(held.size());
				idle.add(next);
			}
			else {
				CompletableFuture<Object> gate = new CompletableFuture<>();
				held.put(idle.remove(), new Held(gate, this.sorters.ask(new Job(i, null, 0, gate), LONG)));
				settle(held.size());
			}
		}
		held.values().forEach((each) -> each.gate().complete(null));
		held.forEach((worker, each) -> assertThat(each.reply().join()).isEqualTo(worker));
	}

	/**
	 * What a worker has in hand.
	 */
	private record Held(CompletableFuture<Object> gate, CompletableFuture<String> reply) {

	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5 })
	void noKeyIsPassedOverWhateverComesOfTheOthers(int seed) {
		Random random = new Random(seed);
		int size = 1 + seed % 3;
		start(PoolSpec.of(size).withRouting(PoolRouting.BY_KEY));
		settle(0);
		List<Job> waiting = new ArrayList<>();
		List<Job> inHand = new ArrayList<>();
		int sent = 0;
		int begun = 0;
		while (begun < 150) {
			if (sent < 150 && random.nextInt(4) < 3) {
				// Of one key there is always more than enough.
				String key = random.nextBoolean() ? "hot" : "k" + random.nextInt(4);
				Job job = new Job(sent++, key, 0, new CompletableFuture<>());
				waiting.add(job);
				this.sorters.tell(job);
			}
			else if (!inHand.isEmpty()) {
				inHand.remove(random.nextInt(inHand.size())).gate().complete(null);
			}
			List<Job> expected = begin(waiting, inHand, size);
			begun += expected.size();
			int all = begun;
			await().until(() -> this.log.begun().size() >= all && this.pool.busy() == inHand.size());
			assertThat(List.copyOf(this.log.begun()).subList(all - expected.size(), this.log.begun().size()))
				.containsExactlyElementsOf(expected);
		}
		inHand.forEach((job) -> job.gate().complete(null));
	}

	/**
	 * Those that are first of a key of which none is in hand, in the order in which they
	 * came.
	 */
	private static List<Job> begin(List<Job> waiting, List<Job> inHand, int size) {
		List<Job> begun = new ArrayList<>();
		for (Job job : List.copyOf(waiting)) {
			Set<String> taken = inHand.stream().map(Job::key).collect(Collectors.toSet());
			if (inHand.size() < size && !taken.contains(job.key())) {
				waiting.remove(job);
				inHand.add(job);
				begun.add(job);
			}
		}
		return begun;
	}

}
