package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * A kind of load.
 */
sealed interface Workload {

	/**
	 * The name in tables and results.
	 */
	String label();

	/**
	 * Puts a server under this load.
	 * @param time how long
	 */
	Slice run(Load load, Duration time) throws IOException;

	/**
	 * As fast as answers come.
	 */
	record Saturation() implements Workload {

		@Override
		public String label() {
			return "HTTP, closed loop of " + Plan.CONNECTIONS + " connections";
		}

		@Override
		public Slice run(Load load, Duration time) throws IOException {
			return load.closed(time);
		}

	}

	/**
	 * At a constant rate.
	 *
	 * @param rate requests a second
	 * @param share of the saturation of the first system
	 */
	record Constant(int rate, double share) implements Workload {

		@Override
		public String label() {
			return String.format(Locale.ROOT, "HTTP, open loop at %.0f %% of the bare saturation", this.share * 100);
		}

		@Override
		public Slice run(Load load, Duration time) throws IOException {
			return load.open(this.rate, time);
		}

	}

}
