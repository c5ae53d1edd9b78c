package dev.actorspring.benchmarks.trial;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How long and how large a measurement is.
 *
 * @param warmUp how long to run before it counts, or each time until it no longer becomes
 * faster
 * @param settles whether it runs until it no longer becomes faster
 * @param measure how long to measure; what is run as a whole is run at least once
 * @param sizes how large the workloads are
 */
public record Effort(Duration warmUp, boolean settles, Duration measure, Sizes sizes) {

	/**
	 * Of one round of several. What starts actors is still being compiled after two
	 * seconds, so that no fixed warm-up would do for all workloads.
	 */
	public static final Effort FULL = new Effort(Duration.ofMillis(500), true, Duration.ofSeconds(2),
			whole(List.of(1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)));

	/**
	 * For a pass of a few minutes over what matters most.
	 */
	public static final Effort QUICK = new Effort(Duration.ofMillis(250), true, Duration.ofMillis(500),
			whole(List.of(1, 1_000, 1_000_000)));

	/**
	 * To see that everything works.
	 */
	public static final Effort TINY = new Effort(Duration.ofMillis(1), false, Duration.ofMillis(1),
			new Sizes(1_000, 10, 10, 100, 100, 20, 3, 1_000, List.of(1, 10, 100), 1_000, 20, 2));

	private static Sizes whole(List<Integer> growth) {
		return new Sizes(200_000, 1_000, 20, 1_000_000, 100_000, 1_000, 10, 500_000, growth, 1_000_000, 10_000, 10);
	}

	/**
	 * How long what does not look whether it becomes faster is warmed up: as long as that
	 * takes at the least.
	 * @return a time
	 */
	public Duration fixedWarmUp() {
		return this.settles ? this.warmUp.multipliedBy(Settling.IN_VAIN) : this.warmUp;
	}

	/**
	 * Finds an effort by name.
	 * @param name {@code full}, {@code quick} or {@code tiny}
	 * @return the effort
	 */
	public static Effort named(String name) {
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "full" -> FULL;
			case "quick" -> QUICK;
			case "tiny" -> TINY;
			default -> throw new IllegalArgumentException("There is no effort '" + name + "'");
		};
	}

	/**
	 * Writes it for programs in other languages.
	 * @return words of the form {@code name=number}, times in milliseconds
	 */
	public List<String> words() {
		Sizes of = this.sizes;
		return List.of("warm_up=" + fixedWarmUp().toMillis(), "measure=" + this.measure.toMillis(),
				"batch=" + of.batch(), "ring=" + of.ring(), "laps=" + of.laps(), "leaves=" + of.leaves(),
				"spawned=" + of.spawned(), "crashes=" + of.crashes(), "depth=" + of.depth(), "queued=" + of.queued(),
				"growth=" + of.growth().stream().map(String::valueOf).collect(Collectors.joining(",")),
				"spread=" + of.spread(), "blocking=" + of.blocking(), "pause=" + of.pause());
	}

	/**
	 * How large the workloads are.
	 *
	 * @param batch messages, asks or round trips between two looks at the clock
	 * @param ring actors in the ring
	 * @param laps rounds of the ring between two looks at the clock
	 * @param leaves of skynet
	 * @param spawned actors started at a time
	 * @param crashes of one actor under one supervisor
	 * @param depth levels of the tree that is stopped, its root apart
	 * @param queued messages in the mailbox of the actor that asks
	 * @param growth numbers of actors among which messages are spread, the largest last
	 * @param spread how many messages, at least
	 * @param blocking actors that block
	 * @param pause for how many milliseconds
	 */
	public record Sizes(int batch, int ring, int laps, int leaves, int spawned, int crashes, int depth, int queued,
			List<Integer> growth, int spread, int blocking, int pause) {

	}

}
