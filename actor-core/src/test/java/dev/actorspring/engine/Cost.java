package dev.actorspring.engine;

import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

import com.sun.management.ThreadMXBean;

/**
 * What some work costs in something that can be counted.
 */
final class Cost {

	private static final int ROUNDS = 5;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private Cost() {
	}

	/**
	 * How many bytes all threads together allocate.
	 * @param count how often the work is to be done
	 * @param work does it so often, and waits until all is done
	 * @return for doing it once, rounded down
	 */
	static long bytes(int count, IntConsumer work) {
		return least(THREADS::getTotalThreadAllocatedBytes, count, work) / count;
	}

	/**
	 * How many threads are made.
	 * @param count how often the work is to be done
	 * @param work does it so often, and waits until all is done
	 * @return for doing it {@code count} times
	 */
	static long threads(int count, IntConsumer work) {
		// They are numbered in the order in which they are made. One is made to look.
		return least(() -> Thread.ofVirtual().unstarted(() -> {
		}).threadId(), count, work) - 1;
	}

	/**
	 * By how much a number grows. The first time, classes are loaded; and something else
	 * may always come in between: so it is the least of some rounds.
	 * @param meter the number
	 * @param count how often the work is to be done
	 * @param work does it so often, and waits until all is done
	 * @return for doing it {@code count} times
	 */
	static long least(LongSupplier meter, int count, IntConsumer work) {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < ROUNDS; i++) {
			long before = meter.getAsLong();
			work.accept(count);
			least = Math.min(least, meter.getAsLong() - before);
		}
		return least;
	}

}
