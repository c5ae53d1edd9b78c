package dev.actorspring.demo.prometheus;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads expressions as far as it takes to know what they are about.
 */
final class PromQl {

	private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

	private static final Pattern LABELS_OR_RANGE = Pattern.compile("\\{[^}]*}|\\[[^]]*]");

	private static final Pattern GROUPING = Pattern
		.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

	private static final Pattern NAME = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

	private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

	private PromQl() {
	}

	/**
	 * The names of all metrics of an expression.
	 */
	static Set<String> metrics(String expression) {
		String rest = STRING.matcher(expression).replaceAll("");
		rest = LABELS_OR_RANGE.matcher(rest).replaceAll("");
		rest = GROUPING.matcher(rest).replaceAll("");
		return NAME.matcher(rest)
			.results()
			.map(MatchResult::group)
			.filter((name) -> !OPERATORS.contains(name))
			.collect(Collectors.toSet());
	}

}
