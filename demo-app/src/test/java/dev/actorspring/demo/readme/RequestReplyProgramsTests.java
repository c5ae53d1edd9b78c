package dev.actorspring.demo.readme;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs what stands in docs/request-reply.md.
 */
class RequestReplyProgramsTests {

	private static final Page PAGE = Page.of("docs/request-reply.md");

	static List<Program> programs() {
		return Program.parse(PAGE);
	}

	@ParameterizedTest
	@MethodSource("programs")
	void programPrintsWhatThePageShows(Program program, @TempDir Path directory) throws Exception {
		assertThat(withoutTimes(program.run(directory).printed())).isEqualTo(withoutTimes(program.output()));
	}

	@Test
	void logIsAsThePageShows(@TempDir Path directory) throws Exception {
		Program program = programs().stream().filter((each) -> each.name().equals("NoReply")).findFirst().orElseThrow();
		Page.Block log = PAGE.blocks("log").getFirst();
		assertThat(program.run(directory).log()).extracting(RequestReplyProgramsTests::withoutTimes)
			.containsAll(withoutTimes(log.text()).lines().toList());
	}

	@Test
	void everyPatternHasAProgram() {
		assertThat(programs()).hasSizeGreaterThanOrEqualTo(8);
	}

	private static String withoutTimes(String text) {
		return text.replaceAll("\\b\\d+(\\.\\d)? ?m?s\\b", "<time>");
	}

}
