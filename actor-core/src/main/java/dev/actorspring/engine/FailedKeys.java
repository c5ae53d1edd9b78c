package dev.actorspring.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the keys of a family that could not be started and have gone, so
 * that whoever asks for them again does not have them started more often than their
 * backoff allows. Few enough to be kept whoever may choose keys: the oldest give way.
 */
final class FailedKeys {

	private static final int MOST = 10_000;

	/** In nanoseconds: for how long one is remembered that nobody asks for. */
	private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();

	/** {@code null} until there is one. The oldest first. */
	private @Nullable Map<String, Failed> failed;

	/** Whether there is any, for a look without the lock. */
	private volatile boolean any;

	/**
	 * Remembers a key.
	 * @param key the key
	 * @param recovery how it is to be brought back
	 * @param now the time
	 */
	synchronized void add(String key, Recovery recovery, long now) {
		Map<String, Failed> known = this.failed;
		if (known == null) {
			known = new LinkedHashMap<>();
			this.failed = known;
		}
		// As the last.
		known.remove(key);
		known.put(key, new Failed(recovery, now));
		Map.Entry<String, Failed> oldest = known.entrySet().iterator().next();
		if (known.size() > MOST || oldest.getValue().isOver(now)) {
			known.remove(oldest.getKey());
		}
		this.any = true;
	}

	/**
	 * Takes what is remembered of a key.
	 * @param key the key
	 * @param now the time
	 * @return {@code null} if nothing is
	 */
	@Nullable Recovery remove(String key, long now) {
		return this.any ? removeKnown(key, now) : null;
	}

	private synchronized @Nullable Recovery removeKnown(String key, long now) {
		Failed known = (this.failed != null) ? this.failed.remove(key) : null;
		this.any = this.failed != null && !this.failed.isEmpty();
		return (known != null && !known.isOver(now)) ? known.recovery() : null;
	}

	synchronized void clear() {
		this.failed = null;
		this.any = false;
	}

	synchronized int size() {
		return (this.failed != null) ? this.failed.size() : 0;
	}

	/**
	 * A key that has gone.
	 *
	 * @param recovery how it is to be brought back
	 * @param since when it has gone
	 */
	private record Failed(Recovery recovery, long since) {

		boolean isOver(long now) {
			return now - this.since > REMEMBERED;
		}

	}

}
