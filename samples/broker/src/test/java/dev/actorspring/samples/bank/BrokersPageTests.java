package dev.actorspring.samples.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The programs of docs/brokers.md are those of this sample.
 */
class BrokersPageTests {

	private static final Path PAGE = Path.of("..", "..", "docs", "brokers.md");

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

	@Test
	void everyProgramIsFromHere() throws IOException {
		String sources;
		try (Stream<Path> files = Files.walk(Path.of("src"))) {
			sources = files.filter((file) -> file.toString().endsWith(".java"))
				.map(BrokersPageTests::text)
				.map(BrokersPageTests::lines)
				.collect(Collectors.joining());
		}
		List<String> programs = BLOCK.matcher(Files.readString(PAGE)).results().map((block) -> block.group(1)).toList();
		assertThat(programs).hasSizeGreaterThan(3)
			.allSatisfy((program) -> assertThat(program.split("\n…\n"))
				.allSatisfy((part) -> assertThat(sources).contains(lines(part))));
	}

	/** Without what is left and right of them, and without those that are empty. */
	private static String lines(String text) {
		return text.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.collect(Collectors.joining("\n", "", "\n"));
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
