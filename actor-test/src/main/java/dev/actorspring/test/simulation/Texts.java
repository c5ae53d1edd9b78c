package dev.actorspring.test.simulation;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Texts for people.
 */
final class Texts {

	private static final int LONGEST = 120;

	private static final Pattern LAMBDA = Pattern.compile("[\\w.$]*\\$\\$Lambda[\\w./$]*@[0-9a-f]+");

	/** What an object says of itself that has nothing to say: different each time. */
	private static final Pattern IDENTITY = Pattern.compile("(?:[\\w$]+\\.)*([\\w$]+)@[0-9a-f]{4,8}\\b");

	private Texts() {
	}

	/**
	 * What an object says of itself, if it says anything.
	 */
	static String of(@Nullable Object value) {
		if (value == null) {
			return "null";
		}
		String text;
		try {
			text = String.valueOf(value);
		}
		catch (RuntimeException ex) {
			text = value.getClass().getSimpleName();
		}
		text = LAMBDA.matcher(text).replaceAll("λ");
		text = IDENTITY.matcher(text).replaceAll("$1");
		text = text.replaceAll("\\s+", " ");
		return (text.length() > LONGEST) ? text.substring(0, LONGEST - 1) + "…" : text;
	}

	/**
	 * A time since the beginning.
	 * @param nanos nanoseconds
	 */
	static String time(long nanos) {
		Duration time = Duration.ofNanos(nanos);
		if (time.toMillis() < 1_000) {
			return time.toMillis() + " ms";
		}
		if (time.toMinutes() < 1) {
			return time.toSeconds() + "." + String.format("%03d", time.toMillisPart()) + " s";
		}
		return String.format("%d:%02d:%02d.%03d", time.toHours(), time.toMinutesPart(), time.toSecondsPart(),
				time.toMillisPart());
	}

}
