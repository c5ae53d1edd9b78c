package dev.actorspring.durable.jdbc;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL of the system, with an order of text that is not that of bytes.
 */
public final class PostgresServer extends DatabaseServer {

	/**
	 * One that does not wait for the disk, which only the end of the machine could show.
	 */
	public static final PostgresServer INSTANCE = new PostgresServer("fsync=off");

	private final List<String> settings;

	/**
	 * Creates a server, which starts with its first database.
	 * @param settings other than those it has by itself, as in {@code fsync=off}
	 */
	public PostgresServer(String... settings) {
		this.settings = List.of(settings);
	}

	/**
	 * All of it is there, except the log of the server.
	 */
	@Override
	String newDatabase(Path disk) throws IOException {
		Path data = Files.createDirectory(disk.resolve("data"));
		handOver(data);
		execute("create tablespace disk location '" + data + "'");
		return newDatabase(" tablespace disk");
	}

	@Override
	void drop(String url) {
		execute("drop database " + nameOf(url) + " with (force)");
		execute("drop tablespace disk");
	}

	@Override
	String name() {
		return "postgresql";
	}

	@Override
	String user() {
		return "postgres";
	}

	@Override
	public boolean isInstalled() {
		return programs().isPresent();
	}

	private static Optional<File> programs() {
		File[] versions = new File("/usr/lib/postgresql").listFiles();
		return Stream.of((versions != null) ? versions : new File[0])
			.filter((version) -> version.getName().matches("\\d+"))
			.filter((version) -> Integer.parseInt(version.getName()) >= 15)
			.max(Comparator.comparing((version) -> Integer.parseInt(version.getName())))
			.map((version) -> new File(version, "bin"))
			.filter((programs) -> new File(programs, "postgres").canExecute());
	}

	private static String program(String name) {
		return new File(programs().orElseThrow(), name).getPath();
	}

	@Override
	List<String> prepare(Path directory) {
		return List.of(program("initdb"), "--pgdata=" + directory.resolve("data"), "--username=actor", "--auth=trust",
				"--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en", "--no-sync");
	}

	@Override
	List<String> serve(Path directory, int port) {
		List<String> command = new ArrayList<>(
				List.of(program("postgres"), "-D", directory.resolve("data").toString(), "-p", "" + port, "-c",
						"listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "timezone=Asia/Kolkata"));
		this.settings.forEach((setting) -> command.addAll(List.of("-c", setting)));
		return command;
	}

	@Override
	String url(String address, String database) {
		return "jdbc:postgresql://" + address + "/" + (database.isEmpty() ? "postgres" : database) + "?user=actor";
	}

}
