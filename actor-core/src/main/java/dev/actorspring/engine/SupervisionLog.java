package dev.actorspring.engine;

import java.util.Deque;
import java.util.ArrayDeque;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import dev.actorspring.ExitReason;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.engine.log.EventKeys;
import dev.actorspring.engine.log.LineLimit;
import dev.actorspring.engine.log.RepeatLog;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.supervision.Restart;
import dev.actorspring.system.ActorEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells the world what a supervisor does: one log line and one event for each step, and a
 * history of restarts. Each line has its facts as key-value pairs too, for logs that are
 * read by machines.
 */
final class SupervisionLog {

	private static final Logger log = LoggerFactory.getLogger("dev.actorspring.supervision");

	/** In nanoseconds: an absence that is worth a line of its own when it is over. */
	private static final long NOTICEABLE = 100_000_000;

	private final Engine engine;

	private final String supervisor;

	/** What the supervisor is measured as. */
	private final String measuredName;

	private final RestartHistory restarts = new RestartHistory();

	private final LineLimit limit;

	SupervisionLog(Engine engine, String supervisor, String measuredName) {
		this.engine = engine;
		this.supervisor = supervisor;
		this.measuredName = measuredName;
		this.limit = new LineLimit(engine.timer(), this::leftOut);
	}

	List<Restart> recentRestarts() {
		return this.restarts.recent();
	}

	long restartCount() {
		return this.restarts.count();
	}

	/**
	 * Forgets what was restarted.
	 */
	void clear() {
		this.restarts.clear();
	}

	/**
	 * A child ended and is restarted at once.
	 * @param node the child
	 * @param reason why it ended
	 * @param what who else is restarted and how often that is allowed, or empty
	 */
	void restarting(Node node, ExitReason reason, Supplier<String> what) {
		if (log.isWarnEnabled() && this.limit.allows()) {
			String path = node.path();
			Texts.safely(log, () -> line(Level.WARN, "restart", path, reason).log("{} {}: {} restarts it now{}",
					Texts.line(path), describe(reason), this.supervisor, what.get()));
		}
	}

	void backedOff(Node node, ExitReason reason, long delay) {
		String path = node.path();
		if (log.isWarnEnabled() && this.limit.allows()) {
			Texts.safely(log,
					() -> line(Level.WARN, "backoff", path, reason)
						.addKeyValue(EventKeys.DELAY, Duration.ofNanos(delay).toMillis())
						.log("{} {}, too often: {} restarts it in {}", Texts.line(path), describe(reason),
								this.supervisor, Texts.duration(delay)));
		}
		this.engine.publish(new ActorEvent.BackedOff(this.measuredName, node.measuredName(), path,
				Duration.ofNanos(delay), causeOrReason(reason)));
	}

	void escalated(String path, String child, ExitReason reason, Intensity intensity) {
		Texts.safely(log,
				() -> line(Level.ERROR, "escalation", child, reason).log(
						"{} {}, too often: {} stops all its children and escalates after {} restarts within {}",
						Texts.line(child), describe(reason), this.supervisor, intensity.count(),
						Texts.duration(intensity.period())));
		this.engine.publish(new ActorEvent.Escalated(this.measuredName, path, causeOrReason(reason)));
	}

	void autoShutdown(String path, String child) {
		line(Level.INFO, "shutdown", path, new ExitReason.Shutdown())
			.log("{} stops, because its significant child {} has ended", Texts.line(path), Texts.line(child));
	}

	void notRestarted(Node node, ExitReason reason) {
		Level level = (Recovery.cause(reason) != null) ? Level.WARN : Level.DEBUG;
		if (log.isEnabledForLevel(level) && (level != Level.WARN || this.limit.allows())) {
			String path = node.path();
			Texts.safely(log, () -> line(level, "end", path, reason).log("{} {}: it is not restarted", Texts.line(path),
					describe(reason)));
		}
	}

	/**
	 * A child is not to run now, as it says itself.
	 * @param node the child
	 * @param ignored says why
	 */
	void ignored(Node node, StartIgnoredException ignored) {
		if (log.isInfoEnabled() && this.limit.allows()) {
			String path = node.path();
			Texts.safely(log, () -> line(Level.INFO, "ignored", path, null).log("{} does not run now: {}",
					Texts.line(path), Texts.line(String.valueOf(ignored.getMessage()))));
		}
	}

	private void leftOut(int lines) {
		log.atWarn()
			.addKeyValue(EventKeys.EVENT, "left-out")
			.addKeyValue(EventKeys.SUPERVISOR, this.supervisor)
			.addKeyValue(EventKeys.COUNT, lines)
			.log("{} more lines about children of {} within {} were left out", lines, this.supervisor,
					Texts.duration(RepeatLog.PERIOD.toNanos()));
	}

	/**
	 * A child runs again.
	 * @param node the child
	 * @param reason why it ended
	 * @param endedAt when that was
	 * @param now the time
	 */
	void restarted(Node node, ExitReason reason, long endedAt, long now) {
		long nanos = now - endedAt;
		String path = node.path();
		int incarnation = node.incarnations();
		Restart restart = new Restart(path, incarnation, reason, this.engine.timer().timeOfDay(now),
				Duration.ofNanos(nanos));
		this.restarts.add(restart);
		// That it is restarted has been said. That it was away for a while has not.
		Level level = (nanos >= NOTICEABLE) ? Level.INFO : Level.DEBUG;
		if (log.isEnabledForLevel(level) && (level == Level.DEBUG || this.limit.allows())) {
			line(level, "recovery", path, null).addKeyValue(EventKeys.INCARNATION, incarnation)
				.addKeyValue(EventKeys.AWAY, Duration.ofNanos(nanos).toMillis())
				.log("{} is running again after {} as incarnation {}", Texts.line(path), Texts.duration(nanos),
						incarnation);
		}
		this.engine.publish(new ActorEvent.Restarted(this.measuredName, node.measuredName(), path, restart));
	}

	/**
	 * An incarnation did not end. Its supervisor is not asked.
	 * @param path the actor
	 * @param incarnation the incarnation that is cut off
	 */
	static void abandoned(String path, int incarnation) {
		log.atError()
			.addKeyValue(EventKeys.EVENT, "abandonment")
			.addKeyValue(EventKeys.PATH, Texts.line(path))
			.addKeyValue(EventKeys.INCARNATION, incarnation)
			.log("{} did not come to its end in time, nor when it was interrupted: incarnation {} is abandoned "
					+ "and may still hold a thread", Texts.line(path), incarnation);
	}

	private LoggingEventBuilder line(Level level, String event, String path, @Nullable ExitReason reason) {
		LoggingEventBuilder line = log.atLevel(level)
			.addKeyValue(EventKeys.EVENT, event)
			.addKeyValue(EventKeys.PATH, Texts.line(path))
			.addKeyValue(EventKeys.SUPERVISOR, this.supervisor);
		if (reason == null) {
			return line;
		}
		Throwable cause = Recovery.cause(reason);
		return line.addKeyValue(EventKeys.REASON, label(reason)).setCause(cause);
	}

	private static String label(ExitReason reason) {
		return switch (reason) {
			case ExitReason.Error(Throwable cause) -> cause.getClass().getName();
			case ExitReason.Linked linked -> "linked";
			default -> reason.toString();
		};
	}

	private static String describe(ExitReason reason) {
		return switch (reason) {
			case ExitReason.Error(Throwable cause) -> "crashed with " + Texts.describe(cause);
			case ExitReason.Killed killed -> "was killed";
			case ExitReason.Normal normal -> "ended normally";
			case ExitReason.Shutdown shutdown -> "was shut down";
			case ExitReason.Linked(String actor, ExitReason why) ->
				"ended with " + Texts.line(actor) + ", which " + describe(why);
			default -> "ended: " + reason;
		};
	}

	private static Throwable causeOrReason(ExitReason reason) {
		@Nullable Throwable cause = Recovery.cause(reason);
		return (cause != null) ? cause : new IllegalStateException("It ended: " + reason);
	}

	/**
	 * The last restarts of a supervisor.
	 */
	private static final class RestartHistory {

		private static final int KEPT = 50;

		/** {@code null} until there is one. */
		private @Nullable Deque<Restart> restarts;

		private long count;

		synchronized void add(Restart restart) {
			Deque<Restart> known = this.restarts;
			if (known == null) {
				known = new ArrayDeque<>(1);
				this.restarts = known;
			}
			if (known.size() == KEPT) {
				known.removeFirst();
			}
			known.addLast(restart);
			this.count++;
		}

		synchronized void clear() {
			this.restarts = null;
			this.count = 0;
		}

		/**
		 * How many there were.
		 * @return also those that are not kept
		 */
		synchronized long count() {
			return this.count;
		}

		/**
		 * What is kept.
		 * @return the oldest first
		 */
		synchronized List<Restart> recent() {
			return (this.restarts != null) ? List.copyOf(this.restarts) : List.of();
		}

	}

}
