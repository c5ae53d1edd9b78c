package dev.actorspring.durable.jdbc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * A disk of some megabytes in memory, on which PostgreSQL has one database, but not its
 * log. Skips the test if it may not be mounted.
 */
final class SmallDisk implements AutoCloseable {

	private static final String TABLESPACE = "small_disk";

	private final PostgresServer server;

	private final String admin;

	private final Path directory;

	private String database = "";

	SmallDisk(PostgresServer server) throws Exception {
		this.server = server;
		this.admin = server.newDatabase();
		this.directory = Files.createTempDirectory("small-disk");
		Assumptions.assumeTrue(
				DatabaseServer.isRoot()
						&& run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", this.directory.toString()) == 0,
				"A disk cannot be mounted");
		Path data = Files.createDirectory(this.directory.resolve("data"));
		server.handOver(this.directory);
		server.handOver(data);
		execute("create tablespace " + TABLESPACE + " location '" + data + "'");
	}

	private static int run(String... command) throws IOException, InterruptedException {
		return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
	}

	private void execute(String sql) throws Exception {
		try (Connection connection = DriverManager.getConnection(this.admin)) {
			Dialect.execute(connection, sql);
		}
	}

	/**
	 * Makes its database.
	 * @return the URL for JDBC
	 */
	String newDatabase() {
		String url = this.server.newDatabase(" tablespace " + TABLESPACE);
		this.database = url.replaceAll(".*/|\\?.*", "");
		return url;
	}

	void fill() {
		byte[] block = new byte[4096];
		assertThatIOException().isThrownBy(() -> {
			try (OutputStream output = Files.newOutputStream(ballast())) {
				for (;;) {
					output.write(block);
				}
			}
		});
	}

	void free() throws IOException {
		Files.delete(ballast());
	}

	private Path ballast() {
		return this.directory.resolve("ballast");
	}

	@Override
	public void close() throws Exception {
		try {
			execute("drop database " + this.database + " with (force)");
			execute("drop tablespace " + TABLESPACE);
		}
		finally {
			assertThat(run("umount", "--lazy", this.directory.toString())).isZero();
			Files.delete(this.directory);
		}
	}

}
