package dev.actorspring.engine.log;

import java.util.Locale;

import dev.actorspring.spi.LogLine;
import org.slf4j.Logger;

/**
 * How numbers are written in messages to people.
 */
public final class Texts {

	/** One that causes itself must not be followed for ever. */
	private static final int LONGEST_CHAIN = 100;

	private Texts() {
	}

	/**
	 * Writes a duration, as in {@code 250ms}, {@code 1.9s} or {@code 2s}.
	 * @param nanos nanoseconds
	 * @return a short text
	 */
	public static String duration(long nanos) {
		long millis = nanos / 1_000_000;
		if (millis < 1_000) {
			return millis + "ms";
		}
		long tenths = millis / 100;
		return (tenths % 10 == 0) ? tenths / 10 + "s" : String.format(Locale.ROOT, "%.1fs", tenths / 10.0);
	}

	/**
	 * Describes an exception, also one that cannot describe itself.
	 * @param thrown the exception
	 * @return as its {@code toString}, or only its class
	 */
	public static String describe(Throwable thrown) {
		try {
			return thrown.toString();
		}
		catch (RuntimeException ex) {
			return thrown.getClass().getName();
		}
	}

	/**
	 * Describes what lies at the bottom of an exception.
	 * @param thrown the exception
	 * @return its simple class and message
	 */
	public static String rootCause(Throwable thrown) {
		Throwable root = thrown;
		for (int i = 0; i < LONGEST_CHAIN && root.getCause() != null; i++) {
			root = root.getCause();
		}
		try {
			String message = root.getMessage();
			return root.getClass().getSimpleName() + ((message != null) ? ": " + line(message) : "");
		}
		catch (RuntimeException ex) {
			return root.getClass().getSimpleName();
		}
	}

	/**
	 * Logs. An exception that cannot be printed, as it or one of its causes fails to
	 * describe itself, must not keep the engine from its work.
	 * @param log where to
	 * @param logging calls it
	 */
	public static void safely(Logger log, Runnable logging) {
		try {
			logging.run();
		}
		catch (RuntimeException | Error ex) {
			log.warn("A failure cannot be printed: its description throws {}", ex.getClass().getName());
		}
	}

	/**
	 * Makes sure that a text from outside, such as a key, stays on its line in the log.
	 * @param text any text
	 * @return the text with control characters and ends of lines replaced
	 */
	public static String line(String text) {
		return LogLine.of(text);
	}

	public static String messages(int count) {
		return (count == 1) ? "1 message" : String.format(Locale.ROOT, "%,d messages", count);
	}

}
