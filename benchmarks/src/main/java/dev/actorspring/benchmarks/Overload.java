package dev.actorspring.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystem;

/**
 * An actor that can serve 1,000 requests a second is offered 5,000 for a while, with and
 * without early refusal. Prints a table.
 */
public final class Overload {

	private static final Duration TIMEOUT = Duration.ofMillis(500);

	private static final int SERVED_PER_SECOND = 1_000;

	private static final int NORMAL = 500;

	private static final int TOO_MANY = 5_000;

	private static final long NOTICEABLE = Duration.ofMillis(5).toNanos();

	private final ActorRef<Paced> actor;

	private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();

	private Overload(ActorRef<Paced> actor) {
		this.actor = actor;
	}

	/**
	 * Runs it.
	 * @param args the seconds that the overload lasts, 10 by default
	 */
	public static void main(String[] args) {
		int seconds = (args.length > 0) ? Integer.parseInt(args[0]) : 10;
		run(2, true);
		List<Row> rows = List.of(run(seconds, true), run(seconds, false));
		System.out.printf(Locale.ROOT, """

				Offered %,d requests a second for %d s, served at most %,d a second, each with a timeout of %d ms.

				| early refusal | on | off |
				|---|---|---|
				""", TOO_MANY, seconds, SERVED_PER_SECOND, TIMEOUT.toMillis());
		for (int i = 0; i < Row.NAMES.size(); i++) {
			System.out.printf("| %s | %s | %s |%n", Row.NAMES.get(i), rows.get(0).values().get(i),
					rows.get(1).values().get(i));
		}
	}

	private static Row run(int seconds, boolean earlyRefusal) {
		ActorSystem system = ActorSystem.builder()
			.actor(ActorSpec.of("paced", Paced.class, (context) -> new Paced())
				.withMailbox(MailboxSpec.DEFAULT.withCapacity(10_000).withEarlyRefusal(earlyRefusal)))
			.build();
		system.start();
		try {
			return new Overload(system.actor(Paced.class)).measure(seconds);
		}
		finally {
			system.stop(Duration.ZERO);
		}
	}

	private Row measure(int seconds) {
		offer(NORMAL, 2);
		long normal = percentile(take(Outcome.REPLY), 0.5);
		this.samples.clear();
		offer(TOO_MANY, 1);
		long heapBefore = usedHeap();
		this.samples.clear();
		offer(TOO_MANY, seconds);
		List<Sample> overload = new ArrayList<>(this.samples);
		this.samples.clear();
		long heapAfter = usedHeap();
		long over = System.nanoTime();
		offer(NORMAL, 5);
		LockSupport.parkNanos(TIMEOUT.toNanos() * 2);
		return new Row(overload, seconds, List.of(heapBefore, heapAfter), normal, recovery(over, normal));
	}

	/**
	 * Offers requests at a rate, whether they are answered or not.
	 */
	private void offer(int rate, int seconds) {
		long begun = System.nanoTime();
		long end = begun + Duration.ofSeconds(seconds).toNanos();
		long sent = 0;
		for (long now = begun; now < end; now = System.nanoTime()) {
			long due = (now - begun) * rate / 1_000_000_000L;
			for (; sent < due; sent++) {
				ask();
			}
			LockSupport.parkNanos(500_000);
		}
	}

	private void ask() {
		long asked = System.nanoTime();
		CompletableFuture<Integer> reply = this.actor.ask(new Paced.Serve(), TIMEOUT);
		reply.whenComplete((value, failure) -> this.samples.add(Sample.of(asked, System.nanoTime() - asked, failure)));
	}

	private List<Long> take(Outcome outcome) {
		return times(new ArrayList<>(this.samples), outcome);
	}

	private static List<Long> times(List<Sample> samples, Outcome outcome) {
		return samples.stream().filter((sample) -> sample.outcome() == outcome).map(Sample::nanos).sorted().toList();
	}

	private static long percentile(List<Long> sorted, double part) {
		return sorted.isEmpty() ? -1 : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * part));
	}

	/**
	 * After how long half of the requests and more were answered as fast as before.
	 */
	private long recovery(long since, long normal) {
		long slot = Duration.ofMillis(100).toNanos();
		long recovered = 0;
		for (long from = since; from < since + 50 * slot; from += slot) {
			long begin = from;
			List<Long> times = this.samples.stream()
				.filter((sample) -> sample.asked() >= begin && sample.asked() < begin + slot)
				.map(Sample::nanos)
				.sorted()
				.toList();
			if (percentile(times, 0.5) > Math.max(normal * 2, NOTICEABLE)) {
				recovered = from + slot - since;
			}
		}
		return recovered;
	}

	private static long usedHeap() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	private enum Outcome {

		REPLY, REFUSED, TIMEOUT, OTHER;

		static Outcome of(Throwable failure) {
			return switch (failure) {
				case null -> REPLY;
				case MailboxFullException ex -> REFUSED;
				case AskTimeoutException ex -> TIMEOUT;
				default -> OTHER;
			};
		}

	}

	private record Sample(long asked, long nanos, Outcome outcome) {

		static Sample of(long asked, long nanos, Throwable failure) {
			Outcome outcome = Outcome.of(failure);
			boolean late = outcome == Outcome.REPLY && nanos > TIMEOUT.toNanos();
			return new Sample(asked, nanos, late ? Outcome.TIMEOUT : outcome);
		}

	}

	/**
	 * What came out of one run.
	 *
	 * @param values one for each name
	 */
	private record Row(List<String> values) {

		private static final List<String> NAMES = List.of("replies a second", "refused a second", "timed out a second",
				"reply: median, p99", "refusal: p99, slowest", "heap after 1 s, at the end", "median before",
				"normal again after");

		Row(List<Sample> overload, int seconds, List<Long> heap, long normal, long recovery) {
			this(List.of(rate(overload, seconds, Outcome.REPLY), rate(overload, seconds, Outcome.REFUSED),
					rate(overload, seconds, Outcome.TIMEOUT), millis(times(overload, Outcome.REPLY), 0.5, 0.99),
					millis(times(overload, Outcome.REFUSED), 0.99, 1),
					"%d MB, %d MB".formatted(heap.getFirst() >> 20, heap.getLast() >> 20), millis(normal),
					(recovery == 0) ? "at once" : millis(recovery)));
		}

		private static String rate(List<Sample> samples, int seconds, Outcome outcome) {
			return "%,d".formatted(samples.stream().filter((sample) -> sample.outcome() == outcome).count() / seconds);
		}

		private static String millis(List<Long> sorted, double first, double second) {
			return sorted.isEmpty() ? "-"
					: millis(percentile(sorted, first)) + ", " + millis(percentile(sorted, second));
		}

		private static String millis(long nanos) {
			return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
		}

	}

	/**
	 * Takes a millisecond for each request.
	 */
	static class Paced {

		record Serve() implements Request<Paced, Integer> {

		}

		private static final long PACE = 1_000_000_000L / SERVED_PER_SECOND;

		private static final long CATCH_UP = 20 * PACE;

		private int served;

		private long free = System.nanoTime();

		@Receive
		int serve(Serve request) {
			// Not a plain sleep, which takes longer by as much as it wakes up late.
			this.free = Math.max(this.free, System.nanoTime() - CATCH_UP) + PACE;
			for (long left = left(); left > 0; left = left()) {
				LockSupport.parkNanos(left);
			}
			return ++this.served;
		}

		private long left() {
			return this.free - System.nanoTime();
		}

	}

}
