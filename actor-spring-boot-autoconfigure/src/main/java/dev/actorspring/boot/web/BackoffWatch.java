package dev.actorspring.boot.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;

/**
 * Knows whether an actor is in backoff, so that a request to it is refused at once and
 * need not wait in the mailbox until its time is up. Finding the actor in the tree costs
 * too much to do it for each request: it is done only while some actor somewhere is in
 * backoff. In a healthy system a request pays for reading a clock and a number.
 */
final class BackoffWatch implements ActorEvent.Listener {

	/**
	 * For the attempt itself, and for a little difference between the clocks.
	 */
	private static final long SLACK = TimeUnit.SECONDS.toNanos(1);

	private final long origin = System.nanoTime();

	private final AtomicLong until = new AtomicLong();

	@Override
	public void onEvent(ActorEvent event) {
		if (event instanceof ActorEvent.BackedOff backedOff) {
			long end = now() + backedOff.delay().toNanos() + SLACK;
			this.until.accumulateAndGet(end, Math::max);
		}
	}

	/**
	 * How long an actor will stay in backoff.
	 * @return empty if it is not in backoff
	 */
	Optional<Duration> remaining(ActorSystem system, String path) {
		if (now() >= this.until.get()) {
			return Optional.empty();
		}
		return system.find(path).flatMap(BackoffWatch::remaining);
	}

	private static Optional<Duration> remaining(NodeSnapshot node) {
		if (node.state() != ChildState.BACKOFF) {
			return Optional.empty();
		}
		Instant next = (node instanceof NodeSnapshot.Actor actor) ? actor.nextAttempt() : null;
		return Optional.of((next != null) ? Duration.between(Instant.now(), next) : Duration.ZERO);
	}

	private long now() {
		return System.nanoTime() - this.origin;
	}

}
