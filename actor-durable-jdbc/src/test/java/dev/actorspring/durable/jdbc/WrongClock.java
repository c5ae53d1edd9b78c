package dev.actorspring.durable.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Has a program take it for another time than it is, with the library of
 * {@code faketime}. What it measures time with goes on as ever.
 */
final class WrongClock {

	private WrongClock() {
	}

	/**
	 * The command that runs another one.
	 * @param offset how wrong the clock is, such as {@code +1h}
	 * @return to be put before it; the process is the same
	 */
	static List<String> by(String offset) throws IOException {
		Optional<Path> library = library();
		if (library.isEmpty() && "true".equals(System.getenv("CI"))) {
			fail("faketime is not installed, so that clocks cannot be wrong");
		}
		assumeTrue(library.isPresent(), "faketime is not installed");
		// Without the last one, a thread of the JVM that waits for a time does not wait
		// at all.
		return List.of("env", "LD_PRELOAD=" + library.orElseThrow(), "FAKETIME=" + offset,
				"FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_FORCE_MONOTONIC_FIX=0");
	}

	/** In the folder of the machine's architecture. */
	private static Optional<Path> library() throws IOException {
		try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
			return folders.map((folder) -> folder.resolve("faketime/libfaketimeMT.so.1"))
				.filter(Files::exists)
				.findFirst();
		}
	}

}
