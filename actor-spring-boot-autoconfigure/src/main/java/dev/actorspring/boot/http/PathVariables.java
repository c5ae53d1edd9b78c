package dev.actorspring.boot.http;

import java.util.List;

import org.springframework.web.util.UriTemplate;

/**
 * The variables of a path pattern.
 */
final class PathVariables {

	private PathVariables() {
	}

	static List<String> names(String pattern) {
		return new UriTemplate(pattern).getVariableNames()
			.stream()
			.map((name) -> name.startsWith("*") ? name.substring(1) : name)
			.toList();
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
