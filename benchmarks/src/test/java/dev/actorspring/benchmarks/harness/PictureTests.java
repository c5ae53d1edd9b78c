package dev.actorspring.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results as bars.
 */
class PictureTests {

	private static String row(String workload, String system, String rest) {
		return """
				{"workload": "%s", "system": "%s", %s}""".formatted(workload, system, rest);
	}

	private static String picture(String... rows) {
		return Picture.of("{\"results\": [" + String.join(",", rows) + "]}");
	}

	@Test
	void longestBarIsTheBestAndTheOthersAreInProportion() {
		assertThat(picture(row("ring", "actor-spring VIRTUAL", "\"median\": 5e6, \"unit\": \"messages/s\""),
				row("ring", "Erlang/OTP", "\"median\": 2.5e6, \"unit\": \"messages/s\"")))
			.contains("ring, messages/s")
			.contains("class=\"ours\" x=\"134\" y=\"21\" width=\"160.0\"")
			.contains("class=\"peer\" x=\"134\" y=\"36\" width=\"80.0\"")
			.contains(">5.00 M<")
			.contains(">2.50 M<");
	}

	@Test
	void whereLessIsBetterTheShortestTimeHasTheLongestBar() {
		assertThat(picture(row("skynet", "actor-spring COMPUTE", "\"median\": 4000, \"unit\": \"ms\""),
				row("skynet", "Actix", "\"median\": 1000, \"unit\": \"ms\"")))
			.contains("class=\"ours\" x=\"134\" y=\"21\" width=\"40.0\"")
			.contains("class=\"peer\" x=\"134\" y=\"36\" width=\"160.0\"");
	}

	@Test
	void whatIsNoActorSystemOrHasNoNumberIsLeftOut() {
		String picture = picture(row("ring", "JDK, lock", "\"median\": 1, \"unit\": \"messages/s\""),
				row("ring", "actor-spring COMPUTE, no metrics", "\"median\": 1, \"unit\": \"messages/s\""),
				row("restart", "Vert.x event bus", "\"note\": \"has none\""),
				row("http-saturation", "Spring", "\"median\": 1, \"unit\": \"requests/s\""));
		assertThat(List.of("<rect", "JDK", "Vert.x", "saturation")).noneMatch(picture::contains);
	}

	@Test
	void pictureHasColoursForTheLightAndForTheDark() {
		assertThat(picture()).startsWith("<svg ").contains("prefers-color-scheme: dark").endsWith("</svg>\n");
	}

	/**
	 * With {@code -Dpicture.update=true} it is drawn anew.
	 */
	@Test
	void pictureOfTheDocumentsIsThatOfThePublishedRun() throws IOException {
		Path drawn = Path.of("../docs/performance.svg");
		String picture = Picture.of(Files.readString(Path.of("published.json")));
		if (Boolean.getBoolean("picture.update")) {
			Files.writeString(drawn, picture);
		}
		assertThat(drawn).hasContent(picture);
	}

}
