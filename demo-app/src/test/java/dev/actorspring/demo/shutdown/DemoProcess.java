package dev.actorspring.demo.shutdown;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.actorspring.demo.AuctionHouseApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The auction house in a process of its own.
 */
final class DemoProcess implements AutoCloseable {

	private static final Duration START = Duration.ofSeconds(45);

	private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");

	private final Process process;

	private final Path log;

	private DemoProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	static DemoProcess start(Path log) throws IOException {
		String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
		List<String> command = List.of(java, "-cp", System.getProperty("java.class.path"),
				AuctionHouseApplication.class.getName(), "--server.port=0", "--logging.level.root=info");
		return new DemoProcess(
				new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
	}

	int port() {
		await().atMost(START).untilAsserted(() -> assertThat(log()).containsPattern(PORT));
		Matcher port = PORT.matcher(log());
		return port.find() ? Integer.parseInt(port.group(1)) : 0;
	}

	/**
	 * Sends {@code SIGTERM}.
	 */
	void terminate() {
		this.process.destroy();
	}

	boolean endsWithin(Duration time) throws InterruptedException {
		return this.process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
	}

	int exitValue() {
		return this.process.exitValue();
	}

	String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
