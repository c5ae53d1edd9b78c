package dev.actorspring.engine;

import java.util.Locale;

/**
 * How numbers are written in messages to people.
 */
final class Texts {

	private Texts() {
	}

	/**
	 * Writes a duration, as in {@code 250ms}, {@code 1.9s} or {@code 2s}.
	 * @param nanos nanoseconds
	 * @return a short text
	 */
	static String duration(long nanos) {
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
	static String describe(Throwable thrown) {
		try {
			return thrown.toString();
		}
		catch (RuntimeException ex) {
			return thrown.getClass().getName();
		}
	}

	static String messages(int count) {
		return (count == 1) ? "1 message" : String.format(Locale.ROOT, "%,d messages", count);
	}

}
