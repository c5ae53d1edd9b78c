package dev.actorspring.boot.http;

import java.util.regex.Pattern;

/**
 * Keeps the names of classes out of answers.
 */
final class ClassNames {

	private static final Pattern CLASS_NAME = Pattern
		.compile("\\b(?:[a-z_]\\w*\\.)+[A-Z]\\w*|\\b[A-Z]\\w*(?:Exception|Error)\\b");

	private ClassNames() {
	}

	static boolean isHarmless(String text) {
		return !CLASS_NAME.matcher(text).find();
	}

}
