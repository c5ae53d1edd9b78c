package dev.actorspring.spi;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts from outside, such as keys and messages of exceptions, in the log: nobody may
 * forge a line of it.
 */
public final class LogLine {

	private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+");

	private LogLine() {
	}

	/**
	 * Keeps a text on its line.
	 * @param text any text
	 * @return the text with a blank for control characters and ends of lines
	 */
	public static String of(String text) {
		return text.chars().noneMatch(LogLine::isBreak) ? text : BREAKS.matcher(text).replaceAll(" ");
	}

	/**
	 * How a constant is written where people and metrics read it, as in
	 * {@code mailbox-full} of {@code MAILBOX_FULL}.
	 * @param constant the constant
	 * @return its name in lower case, with hyphens
	 */
	public static String label(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static boolean isBreak(int character) {
		return Character.isISOControl(character) || character == 0x2028 || character == 0x2029;
	}

}
