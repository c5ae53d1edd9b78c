package dev.actorspring.benchmarks.durable;

/**
 * What one system did for a while.
 *
 * @param requests how many were acknowledged
 * @param nanos how long that took, until the last of them was
 */
record Slice(long requests, long nanos) {

	double perSecond() {
		return this.requests * 1e9 / this.nanos;
	}

}
