package dev.actorspring.demo.readme;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs what stands in docs/pools.md.
 */
class PoolsProgramsTests {

	static List<Program> programs() {
		return Program.parse(Page.of("docs/pools.md"));
	}

	@ParameterizedTest
	@MethodSource("programs")
	void programPrintsWhatThePageShows(Program program, @TempDir Path directory) throws Exception {
		assertThat(program.run(directory).printed()).isEqualTo(program.output());
	}

	@Test
	void pageHasPrograms() {
		assertThat(programs()).hasSize(3);
	}

}
