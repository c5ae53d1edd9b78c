package dev.actorspring.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The auction house in a process of its own.
 */
public final class DemoProcess implements AutoCloseable {

	private static final Duration START = Duration.ofSeconds(180);

	private static final Pattern PORT = Pattern.compile("(?:Netty|Tomcat) started on port (\\d+)");

	private final Process process;

	private final Path log;

	private DemoProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/**
	 * Starts it.
	 * @param directory where it works, and finds what it has left there before
	 */
	public static DemoProcess start(Path directory) throws IOException {
		return start(directory, AuctionHouseApplication.class);
	}

	/**
	 * Starts it, or a variety of it.
	 * @param directory where it works, and finds what it has left there before
	 * @param main has the main method
	 * @param arguments for it
	 */
	public static DemoProcess start(Path directory, Class<?> main, String... arguments) throws IOException {
		List<String> all = new ArrayList<>(List.of("--server.port=0"));
		all.addAll(List.of(arguments));
		String alone = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains("actor-cluster-pekko"))
			.collect(Collectors.joining(File.pathSeparator));
		return launch(directory, alone, main, all);
	}

	/**
	 * Starts it as a node of a cluster. The tests have to be run with the Maven profile
	 * {@code cluster}.
	 * @param directory where it works, and finds what it or another one has left there
	 * before
	 * @param arguments the ports too
	 */
	public static DemoProcess startNode(Path directory, List<String> arguments) throws IOException {
		return launch(directory, System.getProperty("java.class.path"), AuctionHouseApplication.class, arguments);
	}

	private static DemoProcess launch(Path directory, String classPath, Class<?> main, List<String> arguments)
			throws IOException {
		String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
		List<String> command = new ArrayList<>(
				List.of(java, "-cp", classPath, main.getName(), "--logging.level.root=info"));
		command.addAll(arguments);
		Path log = Files.createTempFile(directory, "log", ".txt");
		return new DemoProcess(new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start(), log);
	}

	public int port() {
		await().atMost(START).untilAsserted(() -> assertThat(log()).containsPattern(PORT));
		Matcher port = PORT.matcher(log());
		return port.find() ? Integer.parseInt(port.group(1)) : 0;
	}

	/**
	 * Sends {@code SIGTERM}.
	 */
	public void terminate() {
		this.process.destroy();
	}

	/**
	 * Kills it, as {@code kill -9} does.
	 */
	public void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	public boolean endsWithin(Duration time) throws InterruptedException {
		return this.process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
	}

	public int exitValue() {
		return this.process.exitValue();
	}

	public String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		kill();
	}

}
