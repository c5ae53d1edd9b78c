package dev.actorspring.boot.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The elements of a header that is a list, and the strings among them.
 */
final class HeaderElements {

	private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

	private HeaderElements() {
	}

	/**
	 * Splits, but not within quotes.
	 */
	static List<String> split(String text, char separator) {
		List<String> parts = new ArrayList<>();
		boolean quoted = false;
		int start = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"') {
				quoted = !quoted;
			}
			else if (quoted && c == '\\') {
				i++;
			}
			else if (!quoted && c == separator) {
				parts.add(text.substring(start, i));
				start = i + 1;
			}
		}
		parts.add(text.substring(start));
		return parts;
	}

	/**
	 * What a string says; other values stay as they are.
	 */
	static String unquote(String value) {
		boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
		return quoted ? ESCAPED.matcher(value.substring(1, value.length() - 1)).replaceAll("$1") : value;
	}

}
