package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.time.Duration;

import org.HdrHistogram.Histogram;

/**
 * Sends as fast as answers come.
 */
final class ClosedLoop {

	private final Load load;

	private final Duration time;

	private final Histogram latency = Load.histogram();

	private long end;

	private int underWay;

	private long requests;

	private long answered;

	ClosedLoop(Load load, Duration time) {
		this.load = load;
		this.time = time;
	}

	Slice run() throws IOException {
		Duration server = this.load.serverTime();
		Duration client = Load.clientTime();
		this.end = System.nanoTime() + this.time.toNanos();
		for (Connection connection : this.load.connections()) {
			this.load.send(connection, System.nanoTime());
			this.underWay++;
		}
		while (this.underWay > 0) {
			this.load.receive(this::answered);
		}
		this.load.settle();
		return new Slice(this.requests, this.time, this.answered, this.load.serverTime().minus(server),
				Load.clientTime().minus(client), this.latency, Load.histogram(), 0);
	}

	private void answered(Connection connection) throws IOException {
		long now = System.nanoTime();
		Load.record(this.latency, now - connection.due());
		this.answered++;
		if (now < this.end) {
			this.requests++;
			this.load.send(connection, now);
		}
		else {
			this.underWay--;
		}
	}

}
