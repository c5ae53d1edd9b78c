package dev.actorspring.boot.actuate.observer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

class ObserverFileTests {

	private static final String FOLDER = "dev/actorspring/boot/actuate/observer/page/";

	@Test
	void names_areThoseOfTheFolder() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src/main/resources").resolve(FOLDER))) {
			assertThat(files.map((file) -> file.getFileName().toString()).filter((name) -> !name.endsWith(".html")))
				.containsExactlyInAnyOrderElementsOf(ObserverFile.NAMES);
		}
		assertThat(ObserverFile.NAMES).isSorted();
	}

	@Test
	void named_otherName_isNull() {
		assertThat(ObserverFile.named("index.html")).isNull();
		assertThat(ObserverFile.named("../ObserverFile.class")).isNull();
		assertThat(ObserverFile.named("")).isNull();
	}

	@Test
	void scripts_importOnlyEachOther() {
		Pattern pattern = Pattern.compile("(?m)^import .* from \"(.*)\";$");
		assertThat(ObserverFile.NAMES).filteredOn((name) -> name.endsWith(".js")).allSatisfy((name) -> {
			List<String> imported = pattern.matcher(read(name))
				.results()
				.map((MatchResult match) -> match.group(1))
				.toList();
			assertThat(imported).allSatisfy((path) -> {
				assertThat(path).startsWith("./");
				assertThat(ObserverFile.NAMES).contains(path.substring(2));
			});
		});
	}

	@Test
	void hints_takePageAndFilesIntoANativeImage() {
		RuntimeHints hints = new RuntimeHints();
		new ObserverHints().registerHints(hints, null);
		assertThat(Stream.concat(Stream.of("index.html"), ObserverFile.NAMES.stream())).allSatisfy(
				(name) -> assertThat(RuntimeHintsPredicates.resource().forResource(FOLDER + name)).accepts(hints));
		assertThat(RuntimeHintsPredicates.resource().forResource(FOLDER + "other.js")).rejects(hints);
	}

	private static String read(String name) {
		try {
			return new ObserverFile(name).resource().getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
