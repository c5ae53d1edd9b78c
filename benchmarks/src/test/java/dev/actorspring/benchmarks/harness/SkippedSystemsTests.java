package dev.actorspring.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A run where what the systems in other languages need is not there names them with the
 * reason, and measures the rest. Here it finds nothing on its path but what a test has
 * put there.
 */
class SkippedSystemsTests {

	private static final String GO = "echo go version go1.22.0 linux/amd64";

	private static final String CARGO = "echo 'cargo 1.88.0 (873a06493 2025-05-10)'";

	@TempDir
	private Path path;

	@TempDir
	private Path module;

	@BeforeEach
	void createModule() throws IOException {
		Files.createDirectories(this.module.resolve("src/main/erlang"));
		Files.createDirectories(this.module.resolve("results"));
	}

	@Test
	void whereNothingIsInstalled() throws Exception {
		Run run = run();
		assertThat(run.status()).as(run.output()).isZero();
		assertThat(run.output()).contains(skipped("Ergo", "no go of 1.22 or later"))
			.contains(skipped("Ractor", "no cargo of 1.88 or later"))
			.contains(skipped("Actix", "no cargo of 1.88 or later"));
	}

	@Test
	void whereTheyAreTooOld() throws Exception {
		install("go", "echo go version go1.21.13 linux/amd64");
		install("cargo", "echo cargo 1.87.0");
		Run run = run();
		assertThat(run.status()).as(run.output()).isZero();
		assertThat(run.output()).contains(skipped("Ergo", "no go of 1.22 or later, but 1.21.13"))
			.contains(skipped("Ractor", "no cargo of 1.88 or later, but 1.87.0"))
			.contains(skipped("Actix", "no cargo of 1.88 or later, but 1.87.0"));
	}

	@Test
	void whereTheyDoNotRun() throws Exception {
		install("go", "echo no such toolchain 1.25; exit 2");
		install("cargo", "echo error: no default toolchain, 1.90 would be one; exit 1");
		Run run = run();
		assertThat(run.status()).as(run.output()).isZero();
		assertThat(run.output()).contains(skipped("Ergo", "no go of 1.22 or later"))
			.contains(skipped("Ractor", "no cargo of 1.88 or later"))
			.doesNotContain("but 1.");
	}

	@Test
	void whereNothingLinks() throws Exception {
		install("cargo", CARGO);
		Run run = run();
		assertThat(run.status()).as(run.output()).isZero();
		assertThat(run.output()).contains(skipped("Ractor", "no cc")).contains(skipped("Actix", "no cc"));
	}

	@Test
	void whereTheRegistriesAreOutOfReach() throws Exception {
		install("cc", "exit 0");
		install("go", """
				case $1 in
					version) %s ;;
					mod) echo 'dial tcp: lookup proxy.golang.org: no such host'; exit 1 ;;
					*) echo built without its libraries; exit 3 ;;
				esac""".formatted(GO));
		install("cargo", """
				case $1 in
					--version) %s ;;
					fetch) echo 'Could not resolve host: index.crates.io'; exit 101 ;;
					*) echo built without its libraries; exit 3 ;;
				esac""".formatted(CARGO));
		Run run = run();
		assertThat(run.status()).as(run.output()).isZero();
		assertThat(run.output())
			.contains(skipped("Ergo", "not built: ended with 1: dial tcp: lookup proxy.golang.org: no such host"))
			.contains(skipped("Ractor", "not built: ended with 101: Could not resolve host: index.crates.io"))
			.contains(skipped("Actix", "not built: ended with 101: Could not resolve host: index.crates.io"));
	}

	@Test
	void butNotWhereTheProgramIsWrong() throws Exception {
		install("go", """
				case $1 in
					version) %s ;;
					build) echo './main.go:1:1: undefined: measure'; exit 1 ;;
				esac""".formatted(GO));
		Run run = run();
		assertThat(run.status()).isNotZero();
		assertThat(run.output()).contains("undefined: measure").doesNotContain("skipped");
	}

	private static String skipped(String system, String reason) {
		return "| ping-pong-1 | " + system + " | - | - | - | - | skipped: " + reason + " |";
	}

	private void install(String program, String script) throws IOException {
		Path file = this.path.resolve(program);
		Files.writeString(file, "#!/bin/sh\n" + script + "\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private Run run() throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", System.getProperty("java.class.path"), Coordinator.class.getName(), this.module.toString(),
				"--quick", "--only", "ping-pong-1", "--systems", "ergo,ractor,actix");
		builder.environment().put("PATH", this.path.toString());
		Process process = builder.redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		return new Run(process.waitFor(), output);
	}

	/**
	 * What has become of a run.
	 *
	 * @param status zero if it has done what it could
	 * @param output what it has printed
	 */
	private record Run(int status, String output) {

	}

}
