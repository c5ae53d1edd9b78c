package dev.actorspring.demo.readme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A command of a page with the output that it shows.
 *
 * @param line what is typed
 * @param output what comes back
 */
record Command(String line, String output) {

	static List<Command> parse(String console) {
		List<Command> commands = new ArrayList<>();
		for (String each : console.split("(?m)^\\$ ")) {
			if (!each.isBlank()) {
				String[] parts = each.split("\n", 2);
				commands.add(new Command(parts[0].strip(), parts[1].strip()));
			}
		}
		return commands;
	}

	/**
	 * Skips the test where there is no curl, unless it is the build that decides.
	 */
	static void requireCurl() {
		boolean present = isSuccess("curl --version");
		if (!present && "true".equals(System.getenv("CI"))) {
			fail("curl is not installed, so that the commands of the README cannot be tried");
		}
		assumeTrue(present, "curl is not installed");
	}

	boolean isMaven() {
		return this.line.startsWith("mvn ");
	}

	/**
	 * Runs the command against another port and compares what comes back. What only reads
	 * is tried until it is as shown, so that nobody has to sleep.
	 */
	void verify(int port) {
		verify(port, Path.of(""));
	}

	/**
	 * Runs it in a directory.
	 */
	void verify(int port, Path directory) {
		if (this.line.startsWith("sleep ")) {
			return;
		}
		if (this.line.contains("--json")) {
			check(port, directory);
		}
		else {
			await().untilAsserted(() -> check(port, directory));
		}
	}

	private void check(int port, Path directory) {
		assertThat(normalize(run(this.line.replace("localhost:8080", "localhost:" + port), directory))).as(this.line)
			.isEqualTo(normalize(this.output));
	}

	private static String normalize(String text) {
		return text.strip().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>");
	}

	private static boolean isSuccess(String line) {
		try {
			Process process = start(line, Path.of(""));
			process.getInputStream().readAllBytes();
			return process.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String run(String line, Path directory) {
		try {
			return new String(start(line, directory).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(line, ex);
		}
	}

	private static Process start(String line, Path directory) throws IOException {
		return new ProcessBuilder("sh", "-c", line).directory(directory.toAbsolutePath().toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

}
