package dev.actorspring.boot.openapi;

import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

/**
 * Names of the code as a reader of the document sees them.
 */
final class Words {

	private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

	private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9]+");

	private Words() {
	}

	/**
	 * A class as a phrase, as in {@code Bid too low} of {@code BidTooLowException}.
	 */
	static String phrase(Class<?> type) {
		String name = type.getSimpleName();
		String kind = name.endsWith("Exception") ? name.substring(0, name.length() - "Exception".length()) : name;
		String words = WORD_START.matcher(kind.isEmpty() ? name : kind).replaceAll(" ").toLowerCase(Locale.ROOT);
		return StringUtils.capitalize(words);
	}

	/**
	 * A name as an identifier, as in {@code cardGateway} of {@code card-gateway}.
	 */
	static String camel(String name) {
		StringBuilder result = new StringBuilder();
		for (String word : SEPARATORS.split(name)) {
			result.append(result.isEmpty() ? StringUtils.uncapitalize(word) : StringUtils.capitalize(word));
		}
		return result.toString();
	}

}
