package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * A kind of load.
 */
enum Workload {

	/** Each connection sends as soon as it has its answer: saturation. */
	CLOSED("http-closed", 0),

	/** Requests are due at a constant rate. */
	OPEN_30("http-open-30", 0.3),

	OPEN_60("http-open-60", 0.6);

	private final String id;

	private final double share;

	Workload(String id, double share) {
		this.id = id;
		this.share = share;
	}

	static Workload named(String id) {
		return Arrays.stream(values())
			.filter((workload) -> workload.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no workload '" + id + "'"));
	}

	/**
	 * With what the names in tables and results begin.
	 */
	String id() {
		return this.id;
	}

	/**
	 * At which rate requests are due.
	 * @param saturation what the first system can do, in requests a second
	 * @return requests a second, or 0 if they depend on the answers
	 */
	int rate(double saturation) {
		return (this == CLOSED) ? 0 : Math.max(1, (int) (saturation * this.share));
	}

	/**
	 * Puts a server under load.
	 * @param rate as from {@link #rate}
	 * @param time how long
	 */
	static Slice run(Load load, int rate, Duration time) throws IOException {
		return (rate == 0) ? load.closed(time) : load.open(rate, time);
	}

}
