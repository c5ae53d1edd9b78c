package dev.actorspring.boot.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The variables of a path pattern.
 */
final class PathVariables {

	private PathVariables() {
	}

	/**
	 * The names of all variables, as written. Of a pattern that Spring takes.
	 */
	static List<String> names(String pattern) {
		List<String> names = new ArrayList<>();
		int depth = 0;
		int begin = 0;
		boolean named = true;
		for (int i = 0; i < pattern.length(); i++) {
			char c = pattern.charAt(i);
			if (depth == 1 && !named && (c == ':' || c == '}')) {
				names.add(pattern.substring(begin, i));
				named = true;
			}
			if (c == '{' && depth++ == 0) {
				begin = pattern.startsWith("*", i + 1) ? i + 2 : i + 1;
				named = false;
			}
			else if (c == '}') {
				depth--;
			}
		}
		return List.copyOf(names);
	}

	/**
	 * Whether a variable stands for the rest of the path, slashes included.
	 */
	static boolean capturesRest(String pattern, String variable) {
		return pattern.endsWith("{*" + variable + "}");
	}

	/**
	 * The pattern of everything below a path, whatever the values of its variables.
	 */
	static String below(String pattern) {
		StringBuilder result = new StringBuilder();
		int depth = 0;
		for (char c : pattern.replaceFirst("/(\\*\\*|\\{\\*\\w+})?$", "").toCharArray()) {
			depth -= (c == '}') ? 1 : 0;
			if (depth == 0) {
				result.append((c == '}') ? '*' : c);
			}
			depth += (c == '{') ? 1 : 0;
		}
		return result.toString().replace("{", "") + "/**";
	}

	static String unnamed(String pattern) {
		String result = pattern;
		for (String name : names(pattern)) {
			result = result.replaceFirst("\\{\\*" + name + "}", "{*}").replaceFirst("\\{" + name + "(?=[:}])", "{");
		}
		return result;
	}

	/**
	 * The pattern without what a variable must look like.
	 */
	static String template(String pattern) {
		StringBuilder template = new StringBuilder();
		int depth = 0;
		boolean name = true;
		for (char c : pattern.toCharArray()) {
			depth -= (c == '}') ? 1 : 0;
			name = (depth == 0) || (name && c != ':');
			if (name && !(depth == 1 && c == '*')) {
				template.append(c);
			}
			depth += (c == '{') ? 1 : 0;
		}
		return template.toString();
	}

}
