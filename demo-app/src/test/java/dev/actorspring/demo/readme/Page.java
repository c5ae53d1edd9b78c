package dev.actorspring.demo.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the repository, in pieces.
 *
 * @param file the Markdown file
 */
record Page(Path file) {

	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	static final Page README = of("README.md");

	private static final Set<String> NOT_OURS = Set.of("target", "results", "node_modules");

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

	private static final Pattern HEADING = Pattern.compile("(?m)^##+ (.+)$");

	private static final Pattern LINK = Pattern.compile("]\\(([^):#]+)(?:#[^)]*)?\\)");

	static Page of(String path) {
		return new Page(ROOT.resolve(path));
	}

	/**
	 * All documents that there are.
	 */
	static List<Page> all() {
		return files(".md").map(Page::new).toList();
	}

	/**
	 * All files of a kind that somebody has written.
	 * @param suffix how their names end
	 */
	static Stream<Path> files(String suffix) {
		try (Stream<Path> files = Files.walk(ROOT)) {
			return files.filter((file) -> file.toString().endsWith(suffix))
				.filter((file) -> Stream.of(ROOT.relativize(file).toString().split("/"))
					.noneMatch((part) -> NOT_OURS.contains(part) || part.equals(".git")))
				.sorted()
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String text() {
		try {
			return Files.readString(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * All blocks of code.
	 */
	List<Block> blocks() {
		String text = text();
		List<Block> blocks = new ArrayList<>();
		Matcher matcher = BLOCK.matcher(text);
		while (matcher.find()) {
			blocks.add(new Block(headingBefore(text, matcher.start()), matcher.group(1), matcher.group(2)));
		}
		return blocks;
	}

	/**
	 * All blocks of code of a language.
	 */
	List<Block> blocks(String language) {
		return blocks().stream().filter((block) -> block.language().equals(language)).toList();
	}

	/**
	 * All commands, in order.
	 */
	List<Command> commands() {
		return blocks("console").stream().flatMap((block) -> Command.parse(block.text()).stream()).toList();
	}

	/**
	 * The commands under a heading, in order.
	 */
	List<Command> commands(String heading) {
		return blocks("console").stream()
			.filter((block) -> block.heading().equals(heading))
			.flatMap((block) -> Command.parse(block.text()).stream())
			.toList();
	}

	/**
	 * The rows of the table under a heading, without its head and without the marks of
	 * code.
	 */
	List<List<String>> table(String heading) {
		String section = text().split("(?m)^##+ " + Pattern.quote(heading) + "$", 2)[1].split("(?m)^##", 2)[0];
		return section.lines()
			.filter((line) -> line.startsWith("|"))
			.skip(2)
			.map((line) -> List.of(line.substring(1).split("(?<!\\\\)\\|")))
			.map((cells) -> cells.stream().map((cell) -> cell.replace("`", "").strip()).toList())
			.toList();
	}

	/**
	 * The files that it links to, as it names them.
	 */
	List<String> links() {
		return LINK.matcher(text()).results().map((match) -> match.group(1)).toList();
	}

	@Override
	public String toString() {
		return ROOT.relativize(this.file).toString();
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
