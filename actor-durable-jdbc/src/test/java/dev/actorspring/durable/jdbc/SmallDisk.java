package dev.actorspring.durable.jdbc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A disk of some megabytes in memory, on which a server has one database, but not its
 * log. Skips the test if it may not be mounted.
 */
final class SmallDisk implements AutoCloseable {

	private final DatabaseServer server;

	private final Path directory;

	private final String url;

	SmallDisk(DatabaseServer server) throws Exception {
		server.requireInstalled();
		this.server = server;
		this.directory = Files.createTempDirectory("small-disk");
		assumeTrue(
				DatabaseServer.isRoot()
						&& run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", this.directory.toString()),
				"A disk cannot be mounted");
		server.handOver(this.directory);
		this.url = server.newDatabase(this.directory);
	}

	private static boolean run(String... command) throws IOException, InterruptedException {
		return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor() == 0;
	}

	/** Of its database, for JDBC. */
	String url() {
		return this.url;
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
			this.server.drop(this.url);
		}
		finally {
			assertThat(run("umount", "--lazy", this.directory.toString())).isTrue();
			Files.delete(this.directory);
		}
	}

}
