package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends at a constant rate, from a thread of its own: the thread that waits for answers
 * could not wait for the moment of the next request as well.
 */
final class OpenLoop {

	private static final double SECOND = 1e9;

	/** So that the first requests are not late because the clocks are read. */
	private static final long LEAD = Duration.ofMillis(5).toNanos();

	private final Load load;

	private final int rate;

	private final Duration time;

	private final Histogram latency = Load.histogram();

	private final Histogram lateness = Load.histogram();

	private final BlockingQueue<Connection> free;

	private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

	private final long begun = System.nanoTime() + LEAD;

	private final long end;

	private volatile long sent;

	private volatile boolean over;

	// Of the thread that receives.
	private long answered;

	private long requests;

	// Of the thread that sends, until it is over.
	private long unsent;

	private final Histogram givenUp = Load.histogram();

	OpenLoop(Load load, int rate, Duration time) {
		this.load = load;
		this.rate = rate;
		this.time = time;
		this.end = this.begun + time.toNanos();
		this.free = new ArrayBlockingQueue<>(load.connections().size(), false, load.connections());
	}

	Slice run() throws IOException {
		Duration server = this.load.serverTime();
		Duration client = Load.clientTime();
		Thread sender = Thread.ofPlatform().name("sender").start(this::send);
		try {
			while (!this.over || this.answered < this.sent) {
				this.load.receive(this::answered);
			}
		}
		finally {
			sender.interrupt();
			join(sender);
		}
		Exception failed = this.failure.get();
		if (failed != null) {
			throw new IOException("Cannot send", failed);
		}
		this.load.settle();
		this.latency.add(this.givenUp);
		return new Slice(this.requests, this.time, this.answered, this.load.serverTime().minus(server),
				Load.clientTime().minus(client), this.latency, this.lateness, this.unsent);
	}

	private void answered(Connection connection) {
		long now = System.nanoTime();
		Load.record(this.latency, now - connection.due());
		this.answered++;
		if (now < this.end) {
			this.requests++;
		}
		this.free.add(connection);
	}

	private void send() {
		try {
			long number = 0;
			for (long due = this.begun; due < this.end; due = due(number)) {
				waitUntil(due);
				Connection connection = connection();
				if (connection == null) {
					giveUp(number);
					break;
				}
				Load.record(this.lateness, System.nanoTime() - due);
				this.load.send(connection, due);
				number++;
				this.sent = number;
			}
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			this.failure.set(ex);
		}
		finally {
			this.over = true;
			this.load.wakeUp();
		}
	}

	private long due(long number) {
		return this.begun + (long) (number * SECOND / this.rate);
	}

	private static void waitUntil(long due) {
		for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	/**
	 * A connection that is free.
	 * @return {@code null} if there was none until well after the end
	 */
	private @Nullable Connection connection() throws InterruptedException {
		Connection connection = this.free.poll();
		if (connection != null) {
			return connection;
		}
		return this.free.poll(this.end + this.time.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
	}

	private void giveUp(long first) {
		long now = System.nanoTime();
		long number = first;
		for (long due = due(number); due < this.end; due = due(number)) {
			Load.record(this.givenUp, now - due);
			number++;
		}
		this.unsent = number - first;
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
