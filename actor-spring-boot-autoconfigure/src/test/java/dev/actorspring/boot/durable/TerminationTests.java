package dev.actorspring.boot.durable;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.actorspring.durable.DurableStates;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application is told to end in the middle of writes, with an H2 that closes when it
 * does, and with one that closes by itself as soon as the process is told to.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signal to ask a process to end")
class TerminationTests {

	private static final int SIGTERM = 128 + 15;

	private static final int BEFORE = 500;

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { ";DB_CLOSE_ON_EXIT=FALSE", "" })
	@Timeout(180)
	void nothingThatWasAcknowledgedIsMissing(String option) throws Exception {
		String database = "--spring.datasource.url=jdbc:h2:file:" + this.directory.resolve("till") + option;
		List<Long> acknowledged = addUntilTerminated(database);
		assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(BEFORE).doesNotHaveDuplicates();
		new ApplicationContextRunner().withConfiguration(DurableAutoConfigurations.all())
			.withUserConfiguration(Till.class, Totals.class)
			.withPropertyValues(database.substring(2))
			.run((context) -> {
				long total = context.getBean(Totals.class).states().find("").orElseThrow().cents();
				assertThat(acknowledged).allMatch((each) -> each <= total);
				// Each client may have ended before it had heard of its last one.
				assertThat(total).isBetween((long) acknowledged.size(),
						(long) acknowledged.size() + TillProgram.CLIENTS);
			});
	}

	/** Gives all totals that were acknowledged. */
	private static List<Long> addUntilTerminated(String database) throws Exception {
		Process program = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				TillProgram.class.getName(), database)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		List<Long> acknowledged = new ArrayList<>();
		StringBuilder others = new StringBuilder();
		try (BufferedReader output = program.inputReader()) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (!line.startsWith(TillProgram.ADDED)) {
					others.append(line).append('\n');
					continue;
				}
				acknowledged.add(Long.valueOf(line.substring(TillProgram.ADDED.length())));
				if (acknowledged.size() == BEFORE) {
					// By its handle, as what it has said is still to be read.
					program.toHandle().destroy();
				}
			}
			assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
			assertThat(program.exitValue()).as(others::toString).isEqualTo(SIGTERM);
		}
		finally {
			program.destroyForcibly().waitFor();
		}
		return acknowledged;
	}

	/**
	 * Reads what is stored.
	 *
	 * @param states of the till
	 */
	record Totals(DurableStates<Till.Total> states) {

	}

}
