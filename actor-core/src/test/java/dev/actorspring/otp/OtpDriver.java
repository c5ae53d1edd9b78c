package dev.actorspring.otp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Has Erlang run scripts against OTP's own supervisors, all in one process.
 */
final class OtpDriver {

	private static final List<String> MODULES = List.of("otp_run", "otp_worker", "otp_tree", "otp_driver");

	private static final String MAIN = """
			[{ok, _} = c:c(File) || File <- [%s]],
			otp_driver:main("scripts", "answers"),
			halt().""";

	private final Path directory;

	/**
	 * A driver that works in a directory.
	 * @param directory empty, without quotes in its path
	 */
	OtpDriver(Path directory) {
		this.directory = directory;
	}

	/**
	 * Whether there is an Erlang.
	 * @return {@code true} if {@code erl} is on the path
	 */
	static boolean isInstalled() {
		String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
		return Stream.of(path.split(":")).anyMatch((entry) -> Files.isExecutable(Path.of(entry, "erl")));
	}

	/**
	 * Runs scripts.
	 * @param scripts which
	 * @return for each seed what was observed: after the start, after each step, after
	 * the stop; fewer if the tree did not live that long
	 */
	Map<Long, List<Observation>> run(List<Script> scripts) throws IOException, InterruptedException {
		StringBuilder files = new StringBuilder();
		for (String module : MODULES) {
			try (InputStream source = getClass().getResourceAsStream(module + ".erl")) {
				Files.write(this.directory.resolve(module + ".erl"), Objects.requireNonNull(source).readAllBytes());
			}
			files.append(files.isEmpty() ? "" : ", ").append(module);
		}
		Files.write(this.directory.resolve("scripts"), scripts.stream().map(Script::term).toList());
		execute(MAIN.formatted(files));
		Map<Long, List<Observation>> observations = new HashMap<>();
		for (String line : Files.readAllLines(this.directory.resolve("answers"))) {
			String[] fields = line.split("\t", -1);
			observations.computeIfAbsent(Long.valueOf(fields[0]), (seed) -> new ArrayList<>())
				.add(Observation.parse(fields[1], fields[2], fields[3]));
		}
		return observations;
	}

	private void execute(String expression) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("erl", "-noshell", "-eval", expression);
		builder.environment().put("ERL_CRASH_DUMP_BYTES", "0");
		Path output = this.directory.resolve("output");
		Process process = builder.directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		if (!process.waitFor(2, TimeUnit.MINUTES)) {
			process.destroyForcibly().waitFor();
		}
		if (process.exitValue() != 0) {
			throw new IllegalStateException("erl failed:\n" + Files.readString(output));
		}
	}

}
