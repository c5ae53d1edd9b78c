package dev.actorspring.demo.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The README at the root, in pieces.
 */
final class Readme {

	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

	private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

	private Readme() {
	}

	static String text() {
		return read(ROOT.resolve("README.md"));
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * All blocks of code of a language.
	 */
	static List<Block> blocks(String language) {
		return blocksOf(text()).stream().filter((block) -> block.language().equals(language)).toList();
	}

	/**
	 * All blocks of code of any page.
	 */
	static List<Block> blocksOf(String text) {
		List<Block> blocks = new ArrayList<>();
		Matcher matcher = BLOCK.matcher(text);
		while (matcher.find()) {
			blocks.add(new Block(headingBefore(text, matcher.start()), matcher.group(1), matcher.group(2)));
		}
		return blocks;
	}

	/**
	 * The commands under a heading, in order.
	 */
	static List<Command> commands(String heading) {
		return blocks("console").stream()
			.filter((block) -> block.heading().equals(heading))
			.flatMap((block) -> Command.parse(block.text()).stream())
			.toList();
	}

	/**
	 * The rows of the table under a heading, without its head.
	 */
	static List<List<String>> table(String heading) {
		String section = text().split("(?m)^## " + Pattern.quote(heading) + "$", 2)[1].split("(?m)^## ", 2)[0];
		return section.lines()
			.filter((line) -> line.startsWith("|"))
			.skip(2)
			.map((line) -> List.of(line.substring(1).split("(?<!\\\\)\\|")))
			.map((cells) -> cells.stream().map(String::strip).toList())
			.toList();
	}

	private static String headingBefore(String text, int position) {
		Matcher matcher = HEADING.matcher(text).region(0, position);
		String heading = "";
		while (matcher.find()) {
			heading = matcher.group(1);
		}
		return heading;
	}

	/**
	 * A block of code.
	 *
	 * @param heading the section it is in
	 * @param language what follows the opening fence, possibly nothing
	 * @param text what is between the fences
	 */
	record Block(String heading, String language, String text) {

	}

}
