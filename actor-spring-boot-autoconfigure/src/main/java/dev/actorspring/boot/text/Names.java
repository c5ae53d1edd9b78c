package dev.actorspring.boot.discovery;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The two ways in which names are written.
 */
final class Names {

	private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

	private static final Pattern HYPHEN = Pattern.compile("-+([^-])");

	private Names() {
	}

	static String kebabCase(String name) {
		return WORD_START.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
	}

	static String camelCase(String name) {
		return HYPHEN.matcher(name).replaceAll((MatchResult match) -> match.group(1).toUpperCase(Locale.ROOT));
	}

}
