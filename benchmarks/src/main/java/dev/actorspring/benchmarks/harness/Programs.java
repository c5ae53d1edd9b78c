package dev.actorspring.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Runs programs, and ends those that take too long with all that they have started.
 */
final class Programs {

	private Programs() {
	}

	/**
	 * Runs a program.
	 * @param command the program and its arguments
	 * @param limit how long it may take
	 * @return what it has written, and how it has ended
	 */
	static Outcome run(List<String> command, Duration limit) {
		List<String> output = Collections.synchronizedList(new ArrayList<>());
		Process process;
		try {
			process = new ProcessBuilder(command).redirectErrorStream(true).start();
			process.getOutputStream().close();
		}
		catch (IOException ex) {
			return new Outcome(List.of(), String.valueOf(ex.getMessage()));
		}
		Thread reader = Thread.ofVirtual().start(() -> read(process, output));
		try {
			boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
			if (!ended) {
				end(process);
			}
			reader.join(Duration.ofSeconds(10));
			List<String> lines = List.copyOf(output);
			if (!ended) {
				return new Outcome(lines, "took longer than " + limit.toSeconds() + " s");
			}
			return new Outcome(lines, (process.exitValue() != 0)
					? "ended with " + process.exitValue() + (lines.isEmpty() ? "" : ": " + last(lines)) : null);
		}
		catch (InterruptedException ex) {
			end(process);
			Thread.currentThread().interrupt();
			return new Outcome(List.copyOf(output), "interrupted");
		}
	}

	private static String last(List<String> lines) {
		return lines.stream()
			.filter((line) -> line.contains("Error") || line.contains("Exception"))
			.findFirst()
			.orElse(lines.getLast());
	}

	private static void read(Process process, List<String> output) {
		try (BufferedReader reader = process.inputReader()) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				output.add(line);
			}
		}
		catch (IOException ex) {
			output.add(String.valueOf(ex));
		}
	}

	private static void end(Process process) {
		// Itself first: else a shell goes on when its child is gone.
		List<ProcessHandle> below = process.descendants().toList();
		process.destroyForcibly();
		below.forEach(ProcessHandle::destroyForcibly);
	}

	/**
	 * How a program has ended.
	 *
	 * @param output the lines that it has written
	 * @param problem what went wrong, or {@code null}
	 */
	record Outcome(List<String> output, @Nullable String problem) {

	}

}
