package dev.actorspring.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process of the Java that runs the tests.
 */
final class JavaProcess implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

	private final Process process;

	private final Path log;

	private JavaProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/**
	 * Starts one.
	 * @param directory where it works
	 * @param arguments those of the program {@code java}
	 */
	static JavaProcess start(Path directory, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(arguments));
		Path log = Files.createTempFile(directory, "log", ".txt");
		return new JavaProcess(new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start(), log);
	}

	/**
	 * Runs one to its end, which has to be a good one.
	 * @return what it has printed
	 */
	static String run(Path directory, String... arguments) throws Exception {
		try (JavaProcess process = start(directory, arguments)) {
			return process.awaitEnd();
		}
	}

	/**
	 * Waits for the end.
	 * @return what it has printed
	 */
	String awaitEnd() throws InterruptedException {
		boolean ended = this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(ended && this.process.exitValue() == 0).as(this::log).isTrue();
		return log();
	}

	/**
	 * Sends a request as soon as the server listens.
	 * @param path the path, which is posted to
	 * @param json the body
	 * @return the body of the answer, which has to be 200
	 */
	String post(String path, String json) throws IOException, InterruptedException {
		return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
	}

	/**
	 * Asks for something as soon as the server listens.
	 * @param path the path
	 * @return the body of the answer, which has to be 200
	 */
	String get(String path) throws IOException, InterruptedException {
		return send(request(path).header("Accept", "application/json"));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
	}

	private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
			assertThat(response.statusCode()).as(() -> response.body() + log()).isEqualTo(200);
			return response.body();
		}
	}

	/**
	 * Types a line.
	 */
	void type(String line) throws IOException {
		try (var writer = this.process.outputWriter()) {
			writer.write(line + "\n");
		}
	}

	String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String port() {
		await().atMost(PATIENCE)
			.failFast("the process has ended", () -> !this.process.isAlive())
			.until(() -> PORT.matcher(log()).find());
		return PORT.matcher(log()).results().map((port) -> port.group(1)).toList().getLast();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
