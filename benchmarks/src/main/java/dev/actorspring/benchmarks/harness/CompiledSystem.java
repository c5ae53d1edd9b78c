package dev.actorspring.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The systems in languages that are compiled to machine code.
 */
enum CompiledSystem {

	/** Variants of how much garbage there may be for what is alive, too. */
	ERGO("Ergo", Toolchain.GO, "go.mod", "require ergo.services/ergo (\\S+)", List.of(),
			List.of(cores() + " gc=400", cores() + " gc=100", "threads=1 gc=400")),

	RACTOR("Ractor", Toolchain.CARGO, "Cargo.lock", locked("ractor"), List.of("ractor"), List.of(cores(), "threads=1")),

	ACTIX("Actix", Toolchain.CARGO, "Cargo.lock", locked("actix"), List.of("actix"), List.of(cores(), "threads=1"));

	private final String label;

	private final Toolchain toolchain;

	private final String lock;

	private final Pattern version;

	private final List<String> selection;

	private final List<String> variants;

	CompiledSystem(String label, Toolchain toolchain, String lock, String version, List<String> selection,
			List<String> variants) {
		this.label = label;
		this.toolchain = toolchain;
		this.lock = lock;
		this.version = Pattern.compile(version);
		this.selection = selection;
		this.variants = variants;
	}

	private static String cores() {
		return "threads=" + Runtime.getRuntime().availableProcessors();
	}

	private static String locked(String library) {
		return "name = \"" + library + "\"\\s+version = \"(.+?)\"";
	}

	/**
	 * Its name in the tables.
	 * @return the name
	 */
	String label() {
		return this.label;
	}

	Toolchain toolchain() {
		return this.toolchain;
	}

	/**
	 * What tells its program to run this one.
	 * @return the first arguments
	 */
	List<String> selection() {
		return this.selection;
	}

	/**
	 * The configurations that are tried for each workload; only the best is kept.
	 * @return arguments of its program, with blanks between them; first the ones to take
	 * without a trial
	 */
	List<String> variants() {
		return this.variants;
	}

	/**
	 * The version of the library.
	 * @param module the directory of this module
	 * @return as it is locked
	 */
	String version(Path module) {
		try {
			Matcher matcher = this.version.matcher(Files.readString(this.toolchain.source(module).resolve(this.lock)));
			return matcher.find() ? matcher.group(1) : "unknown";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
