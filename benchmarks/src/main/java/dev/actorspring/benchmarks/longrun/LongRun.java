package dev.actorspring.benchmarks.longrun;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import dev.actorspring.ActorSpec;
import dev.actorspring.benchmarks.ours.Meters;
import dev.actorspring.system.ActorSystem;
import org.HdrHistogram.Histogram;

/**
 * Keeps an actor system under mixed load, with metrics on: requests of which some block
 * and some crash their actor, actors that are passivated and come back, streams that are
 * read slowly. Prints a row for each tenth of the time, and fails if a request or a
 * stream does not end, if memory or latency grow, or if a thread is left.
 */
public final class LongRun {

	private static final int ROWS = 10;

	private static final int RATE = 5_000;

	private static final Duration PASSIVATE_AFTER = Duration.ofSeconds(2);

	private static final Duration WARM_UP = Duration.ofSeconds(20);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** Times as much as in the first third of the time, in the last. */
	private static final double TOLERANCE = 1.25;

	private final LongAdder made = new LongAdder();

	private final List<Row> rows = new ArrayList<>();

	/**
	 * Runs it.
	 * @param args how long, as in {@code 1h} or {@code 90s}; an hour by default
	 */
	public static void main(String[] args) {
		String time = (args.length > 0) ? args[0] : "1h";
		LongRun run = new LongRun();
		List<String> complaints = run.run(WARM_UP, Duration.parse("PT" + time.toUpperCase(Locale.ROOT)));
		run.compare(complaints);
		complaints.forEach((complaint) -> System.out.println("FAILED: " + complaint));
		System.exit(complaints.isEmpty() ? 0 : 1);
	}

	/**
	 * Runs it, and prints a row for each tenth of the time.
	 * @param warmUp how long before
	 * @param time how long
	 * @return what was not as it should be, but for what is measured
	 */
	List<String> run(Duration warmUp, Duration time) {
		List<String> complaints = new ArrayList<>();
		Set<Thread> before = threads(Set.of());
		try (Meters meters = new Meters()) {
			ActorSystem system = meters
				.build(ActorSystem.builder().actor(ActorSpec.keyed("accounts", Account.class, (context) -> {
					this.made.increment();
					return new Account(context);
				}).withPassivateAfter(PASSIVATE_AFTER)));
			system.start();
			Traffic traffic = new Traffic(system.keyed(Account.class), RATE);
			traffic.send(warmUp);
			traffic.takeLatency();
			System.out.println(Row.HEADER);
			for (int i = 0; i < ROWS; i++) {
				row(traffic, time.dividedBy(ROWS));
			}
			awaitEnd(traffic, complaints);
			system.close();
		}
		awaitThreads(before, complaints);
		return complaints;
	}

	private void row(Traffic traffic, Duration time) {
		long sent = traffic.sent();
		long crashed = traffic.crashed();
		long items = traffic.items();
		long before = this.made.sum();
		traffic.send(time);
		Histogram latency = traffic.takeLatency();
		Row row = new Row(traffic.sent() - sent, traffic.crashed() - crashed, this.made.sum() - before,
				traffic.items() - items, latency.getValueAtPercentile(50) / 1e3, latency.getValueAtPercentile(99) / 1e3,
				usedHeap() / 1e6, resident() / 1e6, ManagementFactory.getThreadMXBean().getThreadCount());
		this.rows.add(row);
		System.out.println(row.text(time.multipliedBy(this.rows.size())));
	}

	private static void awaitEnd(Traffic traffic, List<String> complaints) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while ((traffic.missing() > 0 || traffic.streams() > 0) && System.nanoTime() - deadline < 0) {
			traffic.readOn();
			LockSupport.parkNanos(1_000_000);
		}
		if (traffic.missing() != 0) {
			complaints.add(traffic.missing() + " requests have not ended as foreseen");
		}
		if (traffic.streams() != 0) {
			complaints.add(traffic.streams() + " streams have not ended");
		}
		Throwable unforeseen = traffic.unforeseen();
		if (unforeseen != null) {
			complaints.add("something has ended with " + unforeseen);
		}
	}

	private static void awaitThreads(Set<Thread> before, List<String> complaints) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		Set<Thread> left = threads(before);
		while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
			LockSupport.parkNanos(1_000_000);
			left = threads(before);
		}
		if (!left.isEmpty()) {
			complaints.add("threads are left: " + left);
		}
	}

	/**
	 * The platform's threads that belong to actor systems.
	 */
	private static Set<Thread> threads(Set<Thread> others) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("actor-") && !others.contains(thread))
			.collect(Collectors.toSet());
	}

	private void compare(List<String> complaints) {
		int third = ROWS / 3;
		double heap = this.rows.stream().skip(ROWS - third).mapToDouble(Row::heap).min().orElseThrow();
		double heapBefore = this.rows.stream().limit(third).mapToDouble(Row::heap).max().orElseThrow();
		if (heap > heapBefore * TOLERANCE) {
			complaints.add(String.format(Locale.ROOT, "the heap has grown from %.1f to %.1f MB", heapBefore, heap));
		}
		double late = this.rows.stream().skip(ROWS - third).mapToDouble(Row::median).min().orElseThrow();
		double lateBefore = this.rows.stream().limit(third).mapToDouble(Row::median).max().orElseThrow();
		if (late > lateBefore * TOLERANCE) {
			complaints.add(String.format(Locale.ROOT, "the median has grown from %.0f to %.0f us", lateBefore, late));
		}
	}

	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	/**
	 * How much memory the process has.
	 * @return in bytes; 0 where the operating system is not Linux
	 */
	private static long resident() {
		try {
			return Files.readAllLines(Path.of("/proc/self/status"))
				.stream()
				.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
				.sum();
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/**
	 * What came of a tenth of the time.
	 *
	 * @param requests how many were sent
	 * @param crashes how many of them crashed their actor
	 * @param made how many incarnations were made
	 * @param items how many items of streams were read
	 * @param median of the requests that neither block nor crash, in microseconds
	 * @param late p99 of the same
	 * @param heap what is used after a collection, in megabytes
	 * @param resident the memory of the process, in megabytes
	 * @param threads how many of the platform's threads there are
	 */
	private record Row(long requests, long crashes, long made, long items, double median, double late, double heap,
			double resident, int threads) {

		private static final String HEADER = """
				| until | requests | crashes | incarnations | items | median, us | p99, us | heap, MB | resident, MB | threads |
				|---|---|---|---|---|---|---|---|---|---|""";

		private String text(Duration until) {
			return String.format(Locale.ROOT, "| %s | %,d | %,d | %,d | %,d | %.0f | %.0f | %.1f | %.0f | %d |",
					until.toString().substring(2).toLowerCase(Locale.ROOT), this.requests, this.crashes, this.made,
					this.items, this.median, this.late, this.heap, this.resident, this.threads);
		}

	}

}
