package dev.actorspring.benchmarks.trial;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

import dev.actorspring.benchmarks.trial.Contestant.Population;
import dev.actorspring.benchmarks.trial.Contestant.Tree;
import dev.actorspring.benchmarks.trial.Line.Value;

/**
 * Many actors.
 */
final class Crowds {

	/** So many have had their warm-up when each has handled its first message. */
	private static final int MANY = 100_000;

	/** So many show how fast actors are started. */
	private static final int FEW = 20_000;

	/** How many times as long as it is measured a population may take to start. */
	private static final int PATIENCE = 100;

	/** Of fewer the hundredth part would be a single one. */
	private static final int LEAST_ROUNDS = 200;

	private Crowds() {
	}

	static double skynet(Contestant contestant, Effort effort) {
		int leaves = effort.sizes().leaves();
		return Stopwatch.mean(effort, () -> skynet(contestant, Math.min(leaves, 10_000)),
				() -> skynet(contestant, leaves)) / 1e6;
	}

	private static long skynet(Contestant contestant, int leaves) {
		long begun = System.nanoTime();
		Messaging.expect("sum", leaves * (leaves - 1L) / 2, contestant.skynet(leaves));
		return System.nanoTime() - begun;
	}

	static double spawn(Contestant contestant, Effort effort) {
		int count = effort.sizes().spawned();
		return count * 1e9 / Stopwatch.mean(effort, () -> spawn(contestant, Math.min(count, 10_000)),
				() -> spawn(contestant, count));
	}

	private static long spawn(Contestant contestant, int count) {
		long begun = System.nanoTime();
		try (Population actors = contestant.spawn(count)) {
			long took = System.nanoTime() - begun;
			Messaging.expect("number of messages handled", 2L * count, actors.finish());
			return took;
		}
	}

	private static long usedHeap(int collections) {
		long used = 0;
		for (int i = 0; i < collections; i++) {
			// Until then other threads have let go of what they no longer need.
			LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
			System.gc();
			used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		}
		return used;
	}

	/**
	 * What a message costs when more and more actors get one in turn, and what each of
	 * the largest population leaves on the heap.
	 */
	static void growth(Contestant contestant, Effort effort, BiConsumer<String, Value> results) {
		double bytesEach = 0;
		for (int count : effort.sizes().growth()) {
			checkHeap(count, bytesEach);
			checkTime(contestant, count, effort);
			boolean last = count == effort.sizes().growth().getLast();
			long before = (last || count >= 1_000) ? usedHeap(2) : 0;
			Population actors = contestant.spawn(count);
			// With the most of them alive a collection takes seconds.
			bytesEach = (before > 0) ? (double) (usedHeap(last ? 1 : 2) - before) / count : 0;
			if (last) {
				results.accept("memory", new Value(bytesEach, "bytes/actor"));
			}
			results.accept("growth-" + count, new Value(spread(actors, count, effort), "ns/message"));
			if (!last) {
				// The last are many, and end with the contestant.
				actors.close();
			}
		}
	}

	/**
	 * Fails at once where the heap would only fill up slowly.
	 */
	private static void checkHeap(int count, double bytesEach) {
		double needed = count * bytesEach;
		long max = Runtime.getRuntime().maxMemory();
		if (count > 10_000 && needed > 0.95 * max) {
			throw new IllegalStateException(
					String.format(Locale.ROOT, "%,d actors of %,.0f bytes need a heap of %.0f GB, and it has %.0f",
							count, bytesEach, needed / (1 << 30), (double) max / (1 << 30)));
		}
	}

	/**
	 * Fails at once where a pass over everything would have to wait for one.
	 */
	private static void checkTime(Contestant contestant, int count, Effort effort) {
		if (count <= MANY) {
			return;
		}
		double needed = (double) spawn(contestant, FEW) / FEW * count;
		double patience = PATIENCE * effort.measure().toNanos();
		if (needed > patience) {
			throw new IllegalStateException(String.format(Locale.ROOT,
					"%,d actors would take %,.0f s to start, and this pass waits for %,.0f s", count, needed / 1e9,
					patience / 1e9));
		}
	}

	private static double spread(Population actors, int count, Effort effort) {
		int messages = Math.max(effort.sizes().spread(), count);
		// In an order that visits all, but not as they lie in memory.
		int stride = stride(count);
		long[] sent = { count };
		Stopwatch.Timed warmUp = (count >= MANY) ? Stopwatch.NOTHING
				: () -> send(actors, count, Math.min(messages, MANY), stride, sent);
		double mean = Stopwatch.mean(effort, warmUp, () -> send(actors, count, messages, stride, sent));
		return mean / (messages + count);
	}

	private static long send(Population actors, int count, int messages, int stride, long[] sent) {
		long begun = System.nanoTime();
		int index = 0;
		for (int i = 0; i < messages; i++) {
			actors.tell(index);
			index += stride;
			if (index >= count) {
				index -= count;
			}
		}
		long handled = actors.finish();
		long took = System.nanoTime() - begun;
		sent[0] += messages + count;
		Messaging.expect("number of messages handled", sent[0], handled);
		return took;
	}

	static int stride(int count) {
		int stride = Math.max(1, (int) (count * 0.618));
		while (gcd(stride, count) != 1) {
			stride++;
		}
		return (count == 1) ? 0 : stride;
	}

	private static int gcd(int a, int b) {
		return (b == 0) ? a : gcd(b, a % b);
	}

	static double stopTree(Contestant contestant, Effort effort) {
		int depth = effort.sizes().depth();
		int size = (2 << depth) - 1;
		Stopwatch.Timed stop = () -> {
			Tree tree = contestant.tree(depth);
			long begun = System.nanoTime();
			int stopped = tree.stop();
			long took = System.nanoTime() - begun;
			Messaging.expect("number of actors stopped", size, stopped);
			return took;
		};
		return Stopwatch.mean(effort, stop, stop) / 1e6;
	}

	static double crash(Contestant contestant, Effort effort) {
		int crashes = effort.sizes().crashes();
		return Stopwatch.rate(effort, () -> {
			Messaging.expect("number of restarts", crashes, contestant.crash(crashes));
			return crashes;
		});
	}

	static double askBehind(Contestant contestant, Effort effort) {
		int waiting = effort.sizes().queued();
		Stopwatch.Timed ask = () -> contestant.askBehind(waiting).toNanos();
		return Stopwatch.mean(effort, ask, ask) / 1e3;
	}

	/**
	 * How long until all have handled three messages each, in milliseconds.
	 */
	static double blocking(Contestant contestant, Effort effort) {
		int count = effort.sizes().blocking();
		try (Population actors = contestant.blocking(count, Duration.ofMillis(effort.sizes().pause()))) {
			long[] sent = { 0 };
			Stopwatch.Timed work = () -> send(actors, count, 2 * count, 1, sent);
			return Stopwatch.mean(effort, work, work) / 1e6;
		}
	}

	static double neighbour(Contestant contestant, Effort effort) {
		Duration pause = Duration.ofMillis(effort.sizes().pause());
		contestant.neighbour(LEAST_ROUNDS, pause);
		int rounds = (int) Math.max(LEAST_ROUNDS, effort.measure().dividedBy(pause));
		long[] waited = contestant.neighbour(rounds, pause);
		Arrays.sort(waited);
		return waited[rounds - 1 - rounds / 100] / 1e6;
	}

}
