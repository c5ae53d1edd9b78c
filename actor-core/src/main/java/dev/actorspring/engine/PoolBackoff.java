package dev.actorspring.engine;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of requests to a pool of which no worker can run at present. Any thread.
 */
final class PoolBackoff {

	private PoolBackoff() {
	}

	/**
	 * Why no worker can run.
	 * @return the one that is tried again first; {@code null} unless all are in backoff
	 */
	private static @Nullable BackoffLookup of(Pool pool) {
		PoolWorkers group = pool.group();
		if (group == null || group.away().isEmpty()) {
			// As nearly always: nobody is asked.
			return null;
		}
		BackoffLookup first = null;
		for (PoolWorker worker : pool.workers()) {
			Recovery recovery = worker.cell().recovery();
			if (recovery == null || !recovery.isInBackoff()) {
				return null;
			}
			if (first == null || recovery.nextAttempt() - first.recovery().nextAttempt() < 0) {
				first = new BackoffLookup(worker.cell(), recovery);
			}
		}
		return first;
	}

	/**
	 * Fails the requests that wait in vain.
	 */
	static void refuseWaiting(Pool pool) {
		BackoffLookup backoff = of(pool);
		if (backoff != null) {
			pool.front().forEachWaiting((payload) -> refuse(payload, backoff));
		}
	}

	/**
	 * Fails a request that waits in vain.
	 */
	static void refuse(Pool pool, Ask<?> ask) {
		BackoffLookup backoff = of(pool);
		if (backoff != null) {
			refuse(ask, backoff);
		}
	}

	private static void refuse(Object payload, BackoffLookup backoff) {
		if (payload instanceof Ask<?> ask && backoff.recovery().isVainToWait(ask.deadline())) {
			ask.refused(backoff);
		}
	}

	/**
	 * Whether messages wait that are going to be handled.
	 */
	static boolean isWaitedFor(Pool pool) {
		ActorCell<?> front = pool.front();
		return front.depth() > 0 && !front.isClosed() && BackoffLookup.of(front) == null && of(pool) == null;
	}

}
