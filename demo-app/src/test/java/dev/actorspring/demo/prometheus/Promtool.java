package dev.actorspring.demo.prometheus;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prometheus' own checks.
 */
final class Promtool {

	private static final File TOOL = new File("/usr/bin/promtool");

	private Promtool() {
	}

	static boolean isInstalled() {
		return TOOL.canExecute();
	}

	/**
	 * Expects that it has nothing to say against it.
	 * @param arguments what it is called with
	 * @return what it says
	 */
	static String run(String... arguments) throws Exception {
		return run(ProcessBuilder.Redirect.PIPE, arguments);
	}

	/**
	 * Expects that it has nothing to say against it.
	 * @param input what it reads
	 * @param arguments what it is called with
	 * @return what it says
	 */
	static String runWithInput(Path input, String... arguments) throws Exception {
		return run(ProcessBuilder.Redirect.from(input.toFile()), arguments);
	}

	private static String run(ProcessBuilder.Redirect input, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(arguments));
		command.addFirst(TOOL.getPath());
		Process process = new ProcessBuilder(command).redirectInput(input).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

}
