package dev.actorspring.benchmarks.footprint;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * An application that was packaged before, and is started in a process of its own.
 *
 * @param name of its module
 * @param main its main class
 * @param classPath its jar and all that it needs
 */
record Application(String name, String main, List<Path> classPath) {

	private static final String TO_ADD = "{\"amount\":1}";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final long PAUSE = 1;

	/**
	 * Finds one.
	 * @param footprint where the modules are
	 * @param name of the module
	 * @param main the main class
	 */
	static Application in(Path footprint, String name, String main) throws IOException {
		Path target = footprint.resolve(name).resolve("target");
		List<Path> classPath = new ArrayList<>();
		try (var jars = Files.newDirectoryStream(target, "footprint-*.jar")) {
			jars.forEach(classPath::add);
		}
		Arrays.stream(Files.readString(target.resolve("classpath")).strip().split(Pattern.quote(File.pathSeparator)))
			.map(Path::of)
			.forEach(classPath::add);
		return new Application(name, main, classPath);
	}

	/**
	 * The same with what another needs, but not with actors.
	 * @param other has the libraries
	 */
	Application withLibrariesOf(Application other) {
		List<Path> jars = new ArrayList<>(List.of(this.classPath.getFirst()));
		other.classPath.stream()
			.skip(1)
			.filter((jar) -> !jar.getFileName().toString().startsWith("actor-"))
			.forEach(jars::add);
		return new Application(this.name, this.main, jars);
	}

	/**
	 * How many megabytes its jars have.
	 */
	double size() throws IOException {
		long size = 0;
		for (Path jar : this.classPath) {
			size += Files.size(jar);
		}
		return size / 1e6;
	}

	/**
	 * Starts it, asks it something, looks at it, and stops it in good order.
	 * @param flags of the JVM
	 */
	Sample run(List<String> flags) throws IOException, InterruptedException {
		int port = freePort();
		List<String> command = new ArrayList<>(List.of(java("java")));
		command.addAll(flags);
		command.addAll(List.of("-cp",
				String.join(File.pathSeparator, this.classPath.stream().map(Path::toString).toList()), this.main,
				"--server.port=" + port, "--spring.main.banner-mode=off", "--logging.level.root=warn"));
		long begun = System.nanoTime();
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(Redirect.DISCARD)
			.start();
		try {
			awaitAnswer(process, port);
			double millis = (System.nanoTime() - begun) / 1e6;
			return new Sample(millis, resident(process), classes(process));
		}
		finally {
			process.destroy();
			if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static String java(String tool) {
		return Path.of(System.getProperty("java.home"), "bin", tool).toString();
	}

	private void awaitAnswer(Process process, int port) throws InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/add"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(TO_ADD))
			.build();
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		try (HttpClient client = HttpClient.newHttpClient()) {
			while (!isAnswered(client, request)) {
				if (!process.isAlive() || System.nanoTime() - deadline > 0) {
					throw new IllegalStateException("'" + this.name + "' does not answer");
				}
				Thread.sleep(PAUSE);
			}
		}
	}

	private boolean isAnswered(HttpClient client, HttpRequest request) throws InterruptedException {
		try {
			HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
			if (response.statusCode() != 200 || !response.body().equals("{\"sum\":1}")) {
				throw new IllegalStateException(
						"'" + this.name + "' answered " + response.statusCode() + " " + response.body());
			}
			return true;
		}
		catch (IOException ex) {
			// It does not listen yet.
			return false;
		}
	}

	private static double resident(Process process) throws IOException {
		return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToDouble((line) -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
			.sum();
	}

	private static long classes(Process process) throws IOException {
		Process jstat = new ProcessBuilder(java("jstat"), "-class", String.valueOf(process.pid())).start();
		try (var reader = jstat.inputReader()) {
			return Long.parseLong(reader.lines().toList().getLast().strip().split("\\s+")[0]);
		}
	}

	/**
	 * What was seen of a start.
	 *
	 * @param millis until the first request was answered
	 * @param resident memory after that, in megabytes
	 * @param classes loaded by then
	 */
	record Sample(double millis, double resident, long classes) {

	}

}
