package dev.actorspring.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What the processors of the machine have done, as Linux counts it; zeros elsewhere.
 *
 * @param all all ticks
 * @param idle those in which there was nothing to do
 * @param stolen those that another virtual machine had
 */
record Ticks(long all, long idle, long stolen) {

	private static final Ticks UNKNOWN = new Ticks(0, 0, 0);

	private static final Duration LOOK = Duration.ofSeconds(1);

	/**
	 * Those since the machine was started.
	 * @return the ticks
	 */
	static Ticks now() {
		try {
			return parse(Files.readAllLines(Path.of("/proc/stat")));
		}
		catch (IOException | RuntimeException ex) {
			return UNKNOWN;
		}
	}

	/**
	 * Reads them.
	 * @param lines of {@code /proc/stat}
	 * @return the ticks of all processors together
	 */
	static Ticks parse(List<String> lines) {
		// cpu user nice system idle iowait irq softirq steal, and what is in these
		// already
		long[] kinds = Arrays.stream(lines.getFirst().split("\\s+"))
			.skip(1)
			.limit(8)
			.mapToLong(Long::parseLong)
			.toArray();
		return new Ticks(Arrays.stream(kinds).sum(), kinds[3] + kinds[4], kinds[7]);
	}

	/**
	 * How busy others keep the machine: looks for a second, in which nothing is measured.
	 * @return the share of the processors, from 0 to 1
	 */
	static double busy() {
		Ticks before = now();
		LockSupport.parkNanos(LOOK.toNanos());
		Ticks since = now().since(before);
		return since.share(since.all - since.idle);
	}

	Ticks since(Ticks earlier) {
		return new Ticks(this.all - earlier.all, this.idle - earlier.idle, this.stolen - earlier.stolen);
	}

	double stolenShare() {
		return share(this.stolen);
	}

	private double share(long some) {
		return (this.all > 0) ? (double) some / this.all : 0;
	}

}
