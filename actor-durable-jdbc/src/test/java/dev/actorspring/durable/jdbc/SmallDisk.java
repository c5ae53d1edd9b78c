package dev.actorspring.durable.jdbc;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A disk of some megabytes in memory, on which a server has one database, but not its
 * log. Where it may not be mounted, as in a container, the shared memory that containers
 * have is taken instead if it is small. Without either the test is skipped, unless it is
 * the build that decides.
 */
final class SmallDisk implements AutoCloseable {

	private static final long SMALL = 128 << 20;

	private static final Path SHARED_MEMORY = Path.of("/dev/shm");

	private final DatabaseServer server;

	private final Path directory;

	private final boolean mounted;

	private final String url;

	SmallDisk(DatabaseServer server) throws Exception {
		server.requireInstalled();
		this.server = server;
		Path own = Files.createTempDirectory("small-disk");
		this.mounted = DatabaseServer.isRoot()
				&& run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", own.toString());
		this.directory = this.mounted ? own : inSharedMemory(own);
		server.handOver(this.directory);
		this.url = server.newDatabase(this.directory);
	}

	private static Path inSharedMemory(Path unused) throws IOException {
		Files.delete(unused);
		boolean small = Files.isWritable(SHARED_MEMORY) && Files.getFileStore(SHARED_MEMORY).getTotalSpace() <= SMALL;
		String lack = "There is no small disk that could be full: it takes root and CAP_SYS_ADMIN to mount one,"
				+ " and /dev/shm is none of at most 128 MB, as it is by default in a container";
		if (!small && "true".equals(System.getenv("CI"))) {
			fail(lack);
		}
		assumeTrue(small, lack);
		return Files.createTempDirectory(SHARED_MEMORY, "small-disk");
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
			if (this.mounted) {
				assertThat(run("umount", "--lazy", this.directory.toString())).isTrue();
			}
			try (Stream<Path> files = Files.walk(this.directory)) {
				files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
			}
		}
	}

}
