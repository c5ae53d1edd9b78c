package dev.actorspring.boot.web;

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

	static String unnamed(String pattern) {
		String result = pattern;
		for (String name : names(pattern)) {
			result = result.replaceFirst("\\{\\*" + name + "}", "{*}").replaceFirst("\\{" + name + "(?=[:}])", "{");
		}
		return result;
	}

}
