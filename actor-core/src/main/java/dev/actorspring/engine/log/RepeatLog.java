package dev.actorspring.engine.log;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.actorspring.engine.time.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes to the log what can happen to thousands of messages for the same reason: the
 * first at once, of those that follow only how many they were.
 */
public final class RepeatLog {

	/** In how long a time what happens again is only counted. */
	public static final Duration PERIOD = Duration.ofSeconds(10);

	/** In the place of a count: whoever has something to add needs a new one. */
	private static final int OVER = -1;

	private static final Logger log = LoggerFactory.getLogger("dev.actorspring.messages");

	private final Timer timer;

	private final ConcurrentMap<Subject, AtomicInteger> repeats = new ConcurrentHashMap<>();

	public RepeatLog(Timer timer) {
		this.timer = timer;
	}

	/**
	 * Writes a text, unless the subject had its line lately. Any thread.
	 * @param subject what it is about
	 * @param text what to write
	 */
	public void write(Subject subject, Supplier<String> text) {
		AtomicInteger count = this.repeats.get(subject);
		if (count == null) {
			count = this.repeats.putIfAbsent(subject, new AtomicInteger());
		}
		if (count != null && count.getAndUpdate((known) -> (known != OVER) ? known + 1 : OVER) != OVER) {
			return;
		}
		if (count != null) {
			// It is just being forgotten.
			this.repeats.remove(subject, count);
			write(subject, text);
			return;
		}
		this.timer.schedule(PERIOD, () -> sumUp(subject));
		Texts.safely(log, () -> line(subject, 1).log("{}", Texts.line(text.get())));
	}

	private void sumUp(Subject subject) {
		AtomicInteger count = this.repeats.get(subject);
		int repeated = (count != null) ? count.getAndUpdate((known) -> (known != 0) ? 0 : OVER) : 0;
		if (repeated > 0) {
			this.timer.schedule(PERIOD, () -> sumUp(subject));
			write(subject, repeated);
		}
		else if (count != null) {
			this.repeats.remove(subject, count);
		}
	}

	private static void write(Subject subject, int repeated) {
		line(subject, repeated).log("{} again of {} to {}: {} within {}", subject.what(),
				subject.message().getSimpleName(), subject.actor(), repeated, Texts.duration(PERIOD.toNanos()));
	}

	private static LoggingEventBuilder line(Subject subject, int count) {
		LoggingEventBuilder line = log.atWarn()
			.addKeyValue(EventKeys.EVENT, subject.event().replace(' ', '-'))
			.addKeyValue(EventKeys.TARGET, subject.actor())
			.addKeyValue(EventKeys.MESSAGE, subject.message().getSimpleName())
			.addKeyValue(EventKeys.COUNT, count);
		return (subject.reason() != null) ? line.addKeyValue(EventKeys.REASON, subject.reason()) : line;
	}

	/**
	 * Writes what has been counted so far, as the timer will not come round again.
	 */
	public void close() {
		this.repeats.forEach((subject, count) -> {
			int repeated = count.getAndSet(0);
			if (repeated > 0) {
				write(subject, repeated);
			}
		});
	}

	/**
	 * What one line is about.
	 *
	 * @param event the kind of event, as in {@code timeout}
	 * @param reason why, or {@code null} if the event says it
	 * @param actor the name of the actor, never a key
	 * @param message the class of the message
	 */
	public record Subject(String event, @Nullable String reason, String actor, Class<?> message) {

		String what() {
			return (this.reason != null) ? this.event + " (" + this.reason + ")" : this.event;
		}

	}

}
