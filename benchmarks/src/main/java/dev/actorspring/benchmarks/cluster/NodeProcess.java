package dev.actorspring.benchmarks.cluster;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link NodeProgram} in a process of its own, on the JDK that runs this one.
 */
final class NodeProcess implements AutoCloseable {

	/** The same for all systems. What a JDK chooses by itself depends on the machine. */
	private static final List<String> FLAGS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC",
			"--enable-native-access=ALL-UNNAMED");

	private final Process process;

	private final Path errors;

	private final BufferedReader output;

	private final BufferedWriter input;

	private NodeProcess(Process process, Path errors) {
		this.process = process;
		this.errors = errors;
		this.output = process.inputReader(StandardCharsets.UTF_8);
		this.input = process.outputWriter(StandardCharsets.UTF_8);
	}

	/**
	 * Starts a node. {@link #read()} says when it is a member.
	 */
	static NodeProcess start(NodeSettings settings) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(FLAGS);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeProgram.class.getName()));
		command.addAll(settings.arguments());
		try {
			Path errors = Files.createTempFile("node", ".log");
			return new NodeProcess(new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile())).start(),
					errors);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Has it do something, and waits for the answer.
	 * @throws IllegalStateException if it cannot
	 */
	String call(Object... command) {
		write(command);
		return read();
	}

	/**
	 * Has it do something.
	 */
	void write(Object... command) {
		try {
			for (Object each : command) {
				this.input.write(each + " ");
			}
			this.input.newLine();
			this.input.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits for its next answer.
	 * @throws IllegalStateException if it says that something has failed, or ends
	 */
	String read() {
		try {
			for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
				if (line.startsWith(NodeProgram.ANSWER)) {
					return line.substring(NodeProgram.ANSWER.length());
				}
				if (line.startsWith(NodeProgram.PROBLEM)) {
					throw new IllegalStateException(line.substring(NodeProgram.PROBLEM.length()));
				}
			}
			throw new IllegalStateException("A node has ended: " + Files.readString(this.errors));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * CPU time that it has used until now.
	 * @return a multiple of the tick of the operating system's clock, often 10 ms
	 */
	Duration cpu() {
		return this.process.info()
			.totalCpuDuration()
			.orElseThrow(() -> new IllegalStateException("No CPU time of process " + this.process.pid()));
	}

	/**
	 * Ends it as {@code kill -9} does.
	 */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	@Override
	public void close() {
		kill();
		try {
			Files.deleteIfExists(this.errors);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
