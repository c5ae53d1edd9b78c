package dev.actorspring.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.actorspring.ExitReason;
import dev.actorspring.supervision.Restart;
import dev.actorspring.system.ActorEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the world what a supervisor does: one log line and one event for each step, and a
 * history of restarts.
 */
final class Reports {

	private static final Logger log = LoggerFactory.getLogger("dev.actorspring.supervision");

	private final Engine engine;

	private final String supervisor;

	/** What the supervisor is measured as. */
	private final String measuredName;

	private final RestartLog restarts = new RestartLog();

	private final AtomicLong restartCount = new AtomicLong();

	Reports(Engine engine, String supervisor, String measuredName) {
		this.engine = engine;
		this.supervisor = supervisor;
		this.measuredName = measuredName;
	}

	List<Restart> recentRestarts() {
		return this.restarts.recent();
	}

	long restartCount() {
		return this.restartCount.get();
	}

	/**
	 * A child ended and is restarted at once.
	 * @param path the child
	 * @param reason why it ended
	 * @param what who else is restarted and how often that is allowed, or empty
	 */
	void restarting(String path, ExitReason reason, String what) {
		Texts.safely(log, () -> log.warn("{} {}: {} restarts it now{}", Texts.line(path), describe(reason),
				this.supervisor, what, Recovery.cause(reason)));
	}

	void backedOff(Node node, ExitReason reason, long delay) {
		String path = node.path();
		Texts.safely(log, () -> log.warn("{} {}, too often: {} restarts it in {}", Texts.line(path), describe(reason),
				this.supervisor, Texts.duration(delay), Recovery.cause(reason)));
		this.engine.publish(new ActorEvent.BackedOff(this.measuredName, node.measuredName(), path,
				Duration.ofNanos(delay), causeOrReason(reason)));
	}

	void escalated(String path, String child, ExitReason reason, Intensity intensity) {
		Texts.safely(log,
				() -> log.error("{} {}, too often: {} stops all its children and escalates after {} restarts within {}",
						Texts.line(child), describe(reason), this.supervisor, intensity.count(),
						Texts.duration(intensity.period()), Recovery.cause(reason)));
		this.engine.publish(new ActorEvent.Escalated(this.measuredName, path, causeOrReason(reason)));
	}

	void autoShutdown(String path, String child) {
		log.info("{} stops, because its significant child {} has ended", Texts.line(path), Texts.line(child));
	}

	void notRestarted(String path, ExitReason reason) {
		Throwable cause = Recovery.cause(reason);
		if (cause != null) {
			Texts.safely(log, () -> log.warn("{} {}: it is not restarted", Texts.line(path), describe(reason),
					Recovery.cause(reason)));
		}
		else {
			log.debug("{} {}: it is not restarted", Texts.line(path), describe(reason));
		}
	}

	void restarted(Node node, ExitReason reason, long nanos) {
		String path = node.path();
		int incarnation = node.incarnations();
		Restart restart = new Restart(path, incarnation, reason, Instant.now(), Duration.ofNanos(nanos));
		this.restartCount.incrementAndGet();
		this.restarts.add(restart);
		log.info("{} is running again as incarnation {}", Texts.line(path), incarnation);
		this.engine.publish(new ActorEvent.Restarted(this.measuredName, node.measuredName(), path, restart));
	}

	private static String describe(ExitReason reason) {
		return switch (reason) {
			case ExitReason.Error(Throwable cause) -> "crashed with " + Texts.describe(cause);
			case ExitReason.Killed killed -> "was killed";
			case ExitReason.Normal normal -> "ended normally";
			case ExitReason.Shutdown shutdown -> "was shut down";
		};
	}

	private static Throwable causeOrReason(ExitReason reason) {
		@Nullable Throwable cause = Recovery.cause(reason);
		return (cause != null) ? cause : new IllegalStateException("It ended: " + reason);
	}

}
