package dev.actorspring.benchmarks.http;

import java.time.Duration;

import org.HdrHistogram.Histogram;

/**
 * What one system did for a while.
 *
 * @param requests how many were answered within the time
 * @param time how long that was
 * @param answered how many were answered, those after the end included
 * @param server CPU time of the server for all of them
 * @param client CPU time of the process that made the load
 * @param latency nanoseconds from when a request was due to its answer
 * @param lateness nanoseconds from when a request was due until it was sent: the part of
 * the latency that is due to the client, or to a server that keeps all connections busy
 * @param unsent how many never found a connection; they are in the latency too, with the
 * time until they were given up
 */
record Slice(long requests, Duration time, long answered, Duration server, Duration client, Histogram latency,
		Histogram lateness, long unsent) {

	double perSecond() {
		return this.requests * 1e9 / this.time.toNanos();
	}

	double serverMicros() {
		return this.server.toNanos() / 1e3 / this.answered;
	}

	double clientMicros() {
		return this.client.toNanos() / 1e3 / this.answered;
	}

	/**
	 * A percentile of the latency.
	 * @param percentile from 0 to 100
	 * @return milliseconds
	 */
	double latency(double percentile) {
		return this.latency.getValueAtPercentile(percentile) / 1e6;
	}

	/**
	 * A percentile of how late requests were sent.
	 * @param percentile from 0 to 100
	 * @return milliseconds
	 */
	double lateness(double percentile) {
		return this.lateness.getValueAtPercentile(percentile) / 1e6;
	}

}
