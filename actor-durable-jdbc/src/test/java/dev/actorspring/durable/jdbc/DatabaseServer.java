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
import java.util.Objects;
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

	private @Nullable Running running;

	private int databases;

	/**
	 * Makes a new database.
	 * @return the URL for JDBC, with the user in it
	 */
	public final synchronized String newDatabase() {
		return newDatabase("");
	}

	/**
	 * Makes a new database.
	 * @param options behind the statement that makes it
	 * @return the URL for JDBC, with the user in it
	 */
	final synchronized String newDatabase(String options) {
		String name = "actors_" + this.databases++;
		execute("create database " + name + options);
		return url(running().address(), name);
	}

	/**
	 * Makes a new database that has its tables on a disk of its own.
	 * @param disk an empty directory there
	 * @return the URL for JDBC, with the user in it
	 */
	abstract String newDatabase(Path disk) throws IOException;

	/**
	 * Drops a database, and leaves nothing on its disk.
	 * @param url its URL for JDBC
	 */
	abstract void drop(String url);

	static String nameOf(String url) {
		return url.replaceAll(".*/|\\?.*", "");
	}

	final void execute(String sql) {
		try (Connection connection = DriverManager.getConnection(url(running().address(), ""));
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Where it keeps everything. */
	final Path directory() {
		return running().log().resolveSibling("data");
	}

	private synchronized Running running() {
		if (this.running == null) {
			requireInstalled();
			try {
				this.running = start();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return this.running;
	}

	/**
	 * Skips the test where there is no server, unless it is the build that decides.
	 */
	final void requireInstalled() {
		boolean present = isInstalled();
		if (!present && "true".equals(System.getenv("CI"))) {
			fail(name() + " is not installed, so that the store cannot be tried with it");
		}
		assumeTrue(present, name() + " is not installed");
	}

	private Running start() throws IOException {
		Path directory = Files.createTempDirectory(name());
		Path log = Files.createFile(directory.resolve("log"));
		handOver(directory);
		handOver(log);
		run(log, prepare(directory));
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(directory)));
		return launchServer(log, port);
	}

	private Running launchServer(Path log, int port) throws IOException {
		Running started = new Running(launch(log, serve(log.getParent(), port)), log, port);
		await().atMost(START).ignoreExceptionsInstanceOf(SQLException.class).untilAsserted(() -> {
			assertThat(started.process().isAlive()).as(() -> read(log)).isTrue();
			DriverManager.getConnection(url(started.address(), "")).close();
		});
		return started;
	}

	/**
	 * Kills all its processes, and starts it again with what it has on its disk.
	 */
	final synchronized void killAndRestart() throws Exception {
		List<ProcessHandle> killed = processes().toList();
		Signals.send("-KILL", killed.stream());
		await().atMost(START).until(() -> killed.stream().noneMatch(ProcessHandle::isAlive));
		Running before = Objects.requireNonNull(this.running);
		this.running = launchServer(before.log(), before.port());
	}

	/** Stops all its processes in the middle of whatever they do. */
	final synchronized void stop() throws Exception {
		Signals.send("-STOP", processes());
	}

	final synchronized void goOn() throws Exception {
		Signals.send("-CONT", processes());
	}

	private Stream<ProcessHandle> processes() {
		ProcessHandle first = Objects.requireNonNull(this.running).process().toHandle();
		return Stream.concat(Stream.of(first), first.descendants());
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

	final void handOver(Path path) throws IOException {
		if (isRoot()) {
			Files.setOwner(path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user()));
		}
	}

	static boolean isRoot() {
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

	private void stop(Path directory) {
		try {
			Process process = Objects.requireNonNull(this.running).process();
			process.destroy();
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

	/**
	 * A server that runs.
	 */
	private record Running(Process process, Path log, int port) {

		String address() {
			return "127.0.0.1:" + this.port;
		}

	}

}
