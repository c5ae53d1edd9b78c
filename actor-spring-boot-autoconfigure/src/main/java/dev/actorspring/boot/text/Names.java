package dev.actorspring.boot.text;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.actorspring.spi.LogLine;

import org.springframework.util.StringUtils;

/**
 * The ways in which the names of classes, beans and constants are written.
 */
public final class Names {

	private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

	private static final Pattern HYPHEN = Pattern.compile("-+([^-])");

	private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9]+");

	private static final String EXCEPTION = "Exception";

	private Names() {
	}

	/**
	 * A name in kebab case, as in {@code card-gateway} of {@code CardGateway}.
	 * @param name in camel case
	 * @return the words in lower case, with hyphens between them
	 */
	public static String kebabCase(String name) {
		return words(name, "-");
	}

	/**
	 * A name in camel case, as in {@code cardGateway} of {@code card-gateway}.
	 * @param name in kebab case; other characters stay as they are
	 * @return the name without hyphens
	 */
	public static String camelCase(String name) {
		return HYPHEN.matcher(name).replaceAll((MatchResult match) -> match.group(1).toUpperCase(Locale.ROOT));
	}

	/**
	 * A name as an identifier, as in {@code cardGateway} of {@code card.gateway}.
	 * @param name any name
	 * @return its letters and digits in camel case
	 */
	public static String identifier(String name) {
		StringBuilder result = new StringBuilder();
		for (String word : SEPARATORS.split(name)) {
			result.append(result.isEmpty() ? StringUtils.uncapitalize(word) : StringUtils.capitalize(word));
		}
		return result.toString();
	}

	/**
	 * A class as a phrase, as in {@code Bid too low} of {@code BidTooLowException}.
	 * @param type the class
	 * @return the words of its simple name, the first one capitalized
	 */
	public static String phrase(Class<?> type) {
		String name = type.getSimpleName();
		String kind = name.endsWith(EXCEPTION) ? name.substring(0, name.length() - EXCEPTION.length()) : name;
		return StringUtils.capitalize(words(kind.isEmpty() ? name : kind, " "));
	}

	/**
	 * A constant as a label, as in {@code mailbox-full} of {@code MAILBOX_FULL}.
	 * @param constant the constant
	 * @return its name in lower case, with hyphens
	 */
	public static String label(Enum<?> constant) {
		return LogLine.label(constant);
	}

	private static String words(String name, String separator) {
		return WORD_START.matcher(name).replaceAll(separator).toLowerCase(Locale.ROOT);
	}

}
