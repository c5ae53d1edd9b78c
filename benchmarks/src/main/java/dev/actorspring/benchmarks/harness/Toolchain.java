package dev.actorspring.benchmarks.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.actorspring.benchmarks.harness.Programs.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What compiles the programs in another language, if it is installed and new enough. The
 * libraries come from the registry of the language.
 */
enum Toolchain {

	/** Go: the program counts with {@code range}, as it can from this version on. */
	GO(List.of("go", "version"), 1, 22) {

		@Override
		List<String> fetch(Path module) {
			return List.of("go", "mod", "download", "-C", source(module).toString());
		}

		@Override
		List<String> build(Path module) {
			return List.of("go", "build", "-C", source(module).toString(), "-buildvcs=false", "-o",
					program(module).toString(), ".");
		}

		@Override
		Path source(Path module) {
			return module.resolve("src/main/go");
		}

		@Override
		Path program(Path module) {
			return module.resolve("target/go/benchmarks");
		}

	},

	/** Rust: {@code actix-rt} asks for this version. */
	CARGO(List.of("cargo", "--version"), 1, 88) {

		@Override
		List<String> fetch(Path module) {
			return List.of("cargo", "fetch", "--locked", "--manifest-path", manifest(module));
		}

		@Override
		List<String> build(Path module) {
			return List.of("cargo", "build", "--release", "--locked", "--manifest-path", manifest(module),
					"--target-dir", module.resolve("target/rust").toString());
		}

		private String manifest(Path module) {
			return source(module).resolve("Cargo.toml").toString();
		}

		@Override
		Path source(Path module) {
			return module.resolve("src/main/rust");
		}

		@Override
		Path program(Path module) {
			return module.resolve("target/rust/release/benchmarks");
		}

		@Override
		Stream<String> others() {
			return Stream.of("cc");
		}

	};

	private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)[\\d.]*");

	/** Says that a registry does not answer, or not with what was asked for. */
	private static final Pattern AWAY = Pattern
		.compile("(?i)took longer|resolve host|no such host|dial |connect to server|timed out"
				+ "|timeout|HTTP response|network|certificate|\\b(403|404|410|429|50[0-4])\\b");

	private static final Duration LIMIT = Duration.ofMinutes(15);

	private final List<String> version;

	private final int major;

	private final int minor;

	Toolchain(List<String> version, int major, int minor) {
		this.version = version;
		this.major = major;
		this.minor = minor;
	}

	/**
	 * The command that fetches the libraries.
	 * @param module the directory of this module
	 * @return the program and its arguments
	 */
	abstract List<String> fetch(Path module);

	/**
	 * The command that compiles the program.
	 * @param module the directory of this module
	 * @return the program and its arguments
	 */
	abstract List<String> build(Path module);

	/**
	 * Where the source is.
	 * @param module the directory of this module
	 * @return the directory
	 */
	abstract Path source(Path module);

	/**
	 * Where the program is, once it is compiled.
	 * @param module the directory of this module
	 * @return the file
	 */
	abstract Path program(Path module);

	/**
	 * What it needs beside itself.
	 * @return the names of programs
	 */
	Stream<String> others() {
		return Stream.empty();
	}

	/**
	 * Compiles the program, or does nothing if it is up to date.
	 * @param module the directory of this module, an absolute path
	 * @return why that cannot be done here, or {@code null}
	 * @throws IllegalStateException if the program or what it asks for is wrong
	 */
	@Nullable String compile(Path module) {
		String missing = missing();
		if (missing != null) {
			return missing;
		}
		Outcome fetched = Programs.run(fetch(module), LIMIT);
		if (fetched.problem() != null && Stream.concat(fetched.output().stream(), Stream.of(fetched.problem()))
			.anyMatch(AWAY.asPredicate())) {
			return "not built: " + fetched.problem();
		}
		Outcome built = (fetched.problem() != null) ? fetched : Programs.run(build(module), LIMIT);
		if (built.problem() != null) {
			throw new IllegalStateException(built.problem() + "\n" + String.join("\n", built.output()));
		}
		return null;
	}

	private @Nullable String missing() {
		String wanted = this.version.getFirst() + " of " + this.major + "." + this.minor + " or later";
		Matcher found = VERSION.matcher(version());
		if (!found.find()) {
			return "no " + wanted;
		}
		int major = Integer.parseInt(found.group(1));
		if (major < this.major || (major == this.major && Integer.parseInt(found.group(2)) < this.minor)) {
			return "no " + wanted + ", but " + found.group();
		}
		return others().filter((program) -> Programs.run(List.of(program, "--version"), LIMIT).problem() != null)
			.findFirst()
			.map((program) -> "no " + program)
			.orElse(null);
	}

	/**
	 * Its version.
	 * @return as it says itself; empty if it is not installed
	 */
	String version() {
		Outcome outcome = Programs.run(this.version, Duration.ofMinutes(1));
		return (outcome.problem() == null) ? String.join(" ", outcome.output()) : "";
	}

}
