package dev.actorspring.benchmarks.jdk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import dev.actorspring.benchmarks.trial.Contestant;

/**
 * Objects guarded by a {@code ReentrantLock}, called by whoever has something for them.
 */
public final class JdkLock implements Contestant {

	@Override
	public String config() {
		return "every message is a call on the caller's thread";
	}

	@Override
	public Counter counter() {
		Guarded guarded = new Guarded();
		return new Counter() {

			@Override
			public void tell(int value) {
				guarded.add(value);
			}

			@Override
			public CompletionStage<Long> ask(int value) {
				try {
					return CompletableFuture.completedFuture(guarded.addInTime(value));
				}
				catch (TimeoutException | InterruptedException ex) {
					return CompletableFuture.failedFuture(ex);
				}
			}

		};
	}

	@Override
	public Population spawn(int count) {
		Guarded[] all = Stream.generate(Guarded::new).limit(count).toArray(Guarded[]::new);
		Population population = new Population() {

			@Override
			public void tell(int index) {
				all[index].add(1);
			}

			@Override
			public long finish() {
				long sum = 0;
				for (Guarded each : all) {
					sum += each.add(1);
				}
				return sum;
			}

			@Override
			public void close() {
				// Nothing runs.
			}

		};
		population.finish();
		return population;
	}

	@Override
	public void close() {
		// Nothing runs.
	}

	/**
	 * Adds numbers.
	 */
	private static final class Guarded {

		private final ReentrantLock lock = new ReentrantLock();

		private long sum;

		long add(int value) {
			this.lock.lock();
			try {
				this.sum += value;
				return this.sum;
			}
			finally {
				this.lock.unlock();
			}
		}

		long addInTime(int value) throws InterruptedException, TimeoutException {
			if (!this.lock.tryLock(ASK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new TimeoutException();
			}
			try {
				this.sum += value;
				return this.sum;
			}
			finally {
				this.lock.unlock();
			}
		}

	}

}
