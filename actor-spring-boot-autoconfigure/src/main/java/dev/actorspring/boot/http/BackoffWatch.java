package dev.actorspring.boot.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether an actor, or a supervisor above it, is in backoff, so that a request to
 * it is refused at once and need not wait in the mailbox until its time is up. Finding a
 * node in the tree costs too much to do it for each request: it is done only for those
 * that are known to have backed off, to see if they still are. In a healthy system a
 * request pays for a look into an empty map.
 */
final class BackoffWatch implements ActorEvent.Listener {

	/**
	 * For the attempt itself, and for a little difference between the clocks.
	 */
	private static final long SLACK = TimeUnit.SECONDS.toNanos(1);

	private static final long CLEANUP_INTERVAL = TimeUnit.SECONDS.toNanos(1);

	private final LongSupplier nanos;

	private final long origin;

	/**
	 * When the next attempt is due, by path. An entry goes when the node has been
	 * restarted, and at some time after the attempt was due.
	 */
	private final Map<String, Long> attempts = new ConcurrentHashMap<>();

	private final AtomicLong cleanup = new AtomicLong(CLEANUP_INTERVAL);

	BackoffWatch() {
		this(System::nanoTime);
	}

	BackoffWatch(LongSupplier nanos) {
		this.nanos = nanos;
		this.origin = nanos.getAsLong();
	}

	@Override
	public void onEvent(ActorEvent event) {
		switch (event) {
			case ActorEvent.BackedOff backedOff -> {
				long now = now();
				cleanUp(now);
				this.attempts.put(backedOff.path(), now + backedOff.delay().toNanos());
			}
			case ActorEvent.Restarted restarted -> this.attempts.remove(restarted.path());
			default -> {
				// Says nothing about a backoff.
			}
		}
	}

	/**
	 * Needs no other thread: it only notes what the next request has to know.
	 */
	@Override
	public boolean isImmediate() {
		return true;
	}

	private void cleanUp(long now) {
		long due = this.cleanup.get();
		if (now >= due && this.cleanup.compareAndSet(due, now + CLEANUP_INTERVAL)) {
			this.attempts.values().removeIf((attempt) -> now >= attempt + SLACK);
		}
	}

	/**
	 * Whether an actor is in backoff, or a supervisor above it.
	 * @param system where to find them
	 * @param supervisors the paths of those above it, from the top
	 * @param path the path of the actor
	 * @return empty if none is in backoff
	 */
	Optional<BackoffState> find(ActorSystem system, List<String> supervisors, String path) {
		if (this.attempts.isEmpty()) {
			return Optional.empty();
		}
		for (String supervisor : supervisors) {
			Optional<BackoffState> found = find(system, supervisor);
			if (found.isPresent()) {
				return found;
			}
		}
		return find(system, path);
	}

	private Optional<BackoffState> find(ActorSystem system, String path) {
		Long attempt = this.attempts.get(path);
		long now = now();
		if (attempt == null || now >= attempt + SLACK) {
			return Optional.empty();
		}
		return system.find(path)
			.filter((node) -> node.state() == ChildState.BACKOFF)
			.map((node) -> inBackoff(node, attempt - now));
	}

	private static BackoffState inBackoff(NodeSnapshot node, long nanos) {
		Instant now = Instant.now();
		return switch (node) {
			case NodeSnapshot.Actor actor ->
				new BackoffState(until(actor.nextAttempt(), now, nanos), now.minus(actor.since()), actor.lastFailure());
			case NodeSnapshot.Supervisor supervisor ->
				new BackoffState(until(supervisor.nextAttempt(), now, nanos), now.minus(supervisor.since()), null);
			case NodeSnapshot.Family family -> new BackoffState(until(null, now, nanos), now, null);
		};
	}

	private static Duration until(@Nullable Instant attempt, Instant now, long nanos) {
		Duration remaining = (attempt != null) ? Duration.between(now, attempt) : Duration.ofNanos(nanos);
		return remaining.isNegative() ? Duration.ZERO : remaining;
	}

	int size() {
		return this.attempts.size();
	}

	private long now() {
		return this.nanos.getAsLong() - this.origin;
	}

}
