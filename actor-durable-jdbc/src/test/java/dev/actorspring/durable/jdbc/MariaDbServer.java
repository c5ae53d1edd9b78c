package dev.actorspring.durable.jdbc;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * MariaDB of the system.
 */
public final class MariaDbServer extends DatabaseServer {

	/** Started with its first database. */
	public static final MariaDbServer INSTANCE = new MariaDbServer();

	private static final File SERVER = new File("/usr/sbin/mariadbd");

	private static final File INSTALLER = new File("/usr/bin/mariadb-install-db");

	private MariaDbServer() {
	}

	/**
	 * Its tables are there, but neither the log of the server nor what is to be undone.
	 */
	@Override
	String newDatabase(Path disk) throws IOException {
		String url = newDatabase();
		Path here = directory().resolve(nameOf(url));
		Path there = Files.createDirectory(disk.resolve("data"));
		handOver(there);
		try (Stream<Path> files = Files.list(here)) {
			for (Path file : files.toList()) {
				handOver(Files.copy(file, there.resolve(file.getFileName())));
				Files.delete(file);
			}
		}
		Files.delete(here);
		Files.createSymbolicLink(here, there);
		return url;
	}

	@Override
	void drop(String url) {
		execute("drop database " + nameOf(url));
	}

	@Override
	String name() {
		return "mariadb-server";
	}

	@Override
	String user() {
		return "mysql";
	}

	@Override
	boolean isInstalled() {
		return SERVER.canExecute() && INSTALLER.canExecute();
	}

	@Override
	List<String> prepare(Path directory) {
		return List.of(INSTALLER.getPath(), "--no-defaults", "--datadir=" + directory.resolve("data"),
				"--auth-root-authentication-method=normal", "--skip-test-db");
	}

	@Override
	List<String> serve(Path directory, int port) throws IOException {
		Path users = Files.writeString(directory.resolve("users.sql"), """
				create user if not exists actor@localhost identified by 'actor';
				create user if not exists actor@'127.0.0.1' identified by 'actor';
				grant all on *.* to actor@localhost;
				grant all on *.* to actor@'127.0.0.1';
				""");
		return List.of(SERVER.getPath(), "--no-defaults", "--datadir=" + directory.resolve("data"), "--port=" + port,
				"--bind-address=127.0.0.1", "--socket=" + directory.resolve("socket"), "--init-file=" + users,
				"--default-time-zone=+05:30", "--innodb-buffer-pool-size=64M", "--innodb-flush-log-at-trx-commit=2");
	}

	@Override
	String url(String address, String database) {
		return "jdbc:mariadb://" + address + "/" + database + "?user=actor&password=actor";
	}

}
