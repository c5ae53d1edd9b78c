package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes to the log what can happen to thousands of messages for the same reason: the
 * first at once, of those that follow only how many they were.
 */
final class RepeatLog {

	/** In how long a time what happens again is only counted. */
	static final Duration PERIOD = Duration.ofSeconds(10);

	/** In the place of a count: whoever has something to add needs a new one. */
	private static final int OVER = -1;

	/** As in {@code dead letter (mailbox-full)}: a kind, and perhaps a reason. */
	private static final Pattern WHAT = Pattern.compile("([a-z ]+?)(?: \\(([^)]+)\\))?");

	private static final Logger log = LoggerFactory.getLogger("dev.actorspring.messages");

	private final Timer timer;

	private final ConcurrentMap<Subject, AtomicInteger> repeats = new ConcurrentHashMap<>();

	RepeatLog(Timer timer) {
		this.timer = timer;
	}

	/**
	 * Writes a text, unless the subject had its line lately. Any thread.
	 * @param what the kind of event, as in {@code timeout}
	 * @param actor the name of the actor, never a key
	 * @param message the class of the message
	 * @param text what to write
	 */
	void write(String what, String actor, Class<?> message, Supplier<String> text) {
		Subject subject = new Subject(what, actor, message);
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
			write(what, actor, message, text);
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
		Matcher words = WHAT.matcher(subject.what());
		if (!words.matches()) {
			throw new IllegalArgumentException("Not a kind of event: " + subject.what());
		}
		LoggingEventBuilder line = log.atWarn()
			.addKeyValue(EventKeys.EVENT, words.group(1).replace(' ', '-'))
			.addKeyValue(EventKeys.TARGET, subject.actor())
			.addKeyValue(EventKeys.MESSAGE, subject.message().getSimpleName())
			.addKeyValue(EventKeys.COUNT, count);
		return (words.group(2) != null) ? line.addKeyValue(EventKeys.REASON, words.group(2)) : line;
	}

	/**
	 * Writes what has been counted so far, as the timer will not come round again.
	 */
	void close() {
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
	 * @param what the kind of event
	 * @param actor the name of the actor
	 * @param message the class of the message
	 */
	private record Subject(String what, String actor, Class<?> message) {

	}

}
