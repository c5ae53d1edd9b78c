package dev.actorspring.benchmarks.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link HttpServer} in a process of its own, on the JDK that runs this one.
 */
final class ServerProcess implements AutoCloseable {

	/** Before the number, on standard output. */
	static final String PORT = "port ";

	/** The same for all systems. What a JDK chooses by itself depends on the machine. */
	static final List<String> FLAGS = List.of("-Xms256m", "-Xmx256m", "-XX:+UseG1GC",
			"--enable-native-access=ALL-UNNAMED");

	private final Process process;

	private final Path errors;

	private final int port;

	private ServerProcess(Process process, Path errors) throws IOException {
		this.process = process;
		this.errors = errors;
		this.port = readPort();
	}

	/**
	 * Starts a server and waits until it listens.
	 * @param system what it serves with
	 * @param flags of the JVM, besides those that all have
	 * @throws IOException if it does not start
	 */
	static ServerProcess start(HttpSystem system, List<String> flags) throws IOException {
		Path errors = Files.createTempFile("server", ".log");
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(FLAGS);
		command.addAll(flags);
		command
			.addAll(List.of("-cp", System.getProperty("java.class.path"), HttpServer.class.getName(), system.name()));
		Process process = new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile())).start();
		try {
			return new ServerProcess(process, errors);
		}
		catch (IOException ex) {
			process.destroyForcibly();
			throw ex;
		}
	}

	private int readPort() throws IOException {
		BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8);
		for (String line = reader.readLine(); line != null; line = reader.readLine()) {
			if (line.startsWith(PORT)) {
				return Integer.parseInt(line.substring(PORT.length()));
			}
		}
		throw new IOException("The server did not start:\n" + Files.readString(this.errors));
	}

	int port() {
		return this.port;
	}

	ProcessHandle handle() {
		return this.process.toHandle();
	}

	/**
	 * CPU time that a process has used until now, of all its threads.
	 * @return a multiple of the tick of the operating system's clock, often 10 ms
	 */
	static Duration cpu(ProcessHandle process) {
		return process.info()
			.totalCpuDuration()
			.orElseThrow(() -> new IllegalStateException("No CPU time of process " + process.pid()));
	}

	@Override
	public void close() throws IOException {
		// In good order takes seconds, and nobody waits for anything of it any more.
		this.process.destroyForcibly().onExit().join();
		Files.deleteIfExists(this.errors);
	}

}
