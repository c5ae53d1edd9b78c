package dev.actorspring.demo.prometheus;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The page of the documentation.
 */
final class Page {

	private static final Pattern QUERY = Pattern.compile("(?m)^\\| [^|]+\\?[^|]* \\| `(.+)` \\|$");

	private Page() {
	}

	static String text() throws IOException {
		return Files.readString(Documents.PAGE);
	}

	/**
	 * The expressions that answer questions.
	 */
	static List<String> queries() throws IOException {
		return QUERY.matcher(text()).results().map((row) -> row.group(1)).toList();
	}

}
