package dev.actorspring.durable.jdbc;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A database server in a process of its own, one for all tests of a JVM. Its time zone is
 * neither that of the JVM nor UTC.
 */
abstract class DatabaseServer {

	private static final Duration START = Duration.ofSeconds(60);

	private @Nullable String url;

	private int databases;

	/**
	 * Makes a new database.
	 * @return the URL for JDBC, with the user in it
	 */
	public final synchronized String newDatabase() {
		requireInstalled();
		String name = "actors_" + this.databases++;
		try {
			if (this.url == null) {
				this.url = start();
			}
			try (Connection connection = DriverManager.getConnection(url(this.url, ""));
					Statement statement = connection.createStatement()) {
				statement.execute("create database " + name);
			}
		}
		catch (IOException | SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return url(this.url, name);
	}

	/**
	 * Skips the test where there is no server, unless it is the build that decides.
	 */
	private void requireInstalled() {
		boolean present = isInstalled();
		if (!present && "true".equals(System.getenv("CI"))) {
			fail(name() + " is not installed, so that the store cannot be tried with it");
		}
		assumeTrue(present, name() + " is not installed");
	}

	private String start() throws IOException {
		Path directory = Files.createTempDirectory(name());
		Path log = Files.createFile(directory.resolve("log"));
		handOver(directory);
		handOver(log);
		run(log, prepare(directory));
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		Process process = launch(log, serve(directory, port));
		Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, directory)));
		String address = "127.0.0.1:" + port;
		await().atMost(START).ignoreExceptionsInstanceOf(SQLException.class).untilAsserted(() -> {
			assertThat(process.isAlive()).as(() -> read(log)).isTrue();
			DriverManager.getConnection(url(address, "")).close();
		});
		return address;
	}

	private void run(Path log, List<String> command) throws IOException {
		try {
			assertThat(launch(log, command).waitFor()).as(() -> read(log)).isZero();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Such servers refuse to run for root. */
	private Process launch(Path log, List<String> command) throws IOException {
		List<String> all = new ArrayList<>();
		if (isRoot()) {
			all.addAll(List.of("setpriv", "--reuid=" + user(), "--regid=" + user(), "--clear-groups", "--"));
		}
		all.addAll(command);
		return new ProcessBuilder(all).directory(log.getParent().toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
			.start();
	}

	private void handOver(Path path) throws IOException {
		if (isRoot()) {
			Files.setOwner(path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user()));
		}
	}

	private static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	private static String read(Path log) {
		try {
			return Files.readString(log);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static void stop(Process process, Path directory) {
		process.destroy();
		try {
			if (!process.waitFor(10, TimeUnit.SECONDS)) {
				process.destroyForcibly().waitFor();
			}
			try (Stream<Path> files = Files.walk(directory)) {
				files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
			}
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	abstract String name();

	/** The user of the system that its package has made. */
	abstract String user();

	abstract boolean isInstalled();

	/** The command that fills a directory. */
	abstract List<String> prepare(Path directory);

	/** The command that serves a directory. */
	abstract List<String> serve(Path directory, int port) throws IOException;

	/**
	 * A URL for JDBC.
	 * @param address host and port
	 * @param database its name, empty for any
	 */
	abstract String url(String address, String database);

}
