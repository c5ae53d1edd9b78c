package dev.actorspring.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.benchmarks.trial.Effort;
import org.jspecify.annotations.Nullable;

/**
 * Erlang/OTP, as installed here. Its programs are compiled before the first run.
 *
 * @param target where the compiled programs are
 * @param missing why it cannot run, or {@code null}
 */
record ErlangEntrant(Path target, @Nullable String missing) implements Entrant {

	static final String LABEL = "Erlang/OTP";

	/**
	 * Compiles the programs.
	 * @param module the directory of this module
	 * @return the entrant, possibly missing
	 */
	static ErlangEntrant prepare(Path module) {
		Path target = module.resolve("target/erlang");
		try {
			Files.createDirectories(target);
			List<String> command = new ArrayList<>(List.of("erlc", "-o", target.toString()));
			try (Stream<Path> sources = Files.list(module.resolve("src/main/erlang"))) {
				sources.map(Path::toString).filter((name) -> name.endsWith(".erl")).sorted().forEach(command::add);
			}
			Programs.Outcome compiled = Programs.run(command, Duration.ofMinutes(1));
			return new ErlangEntrant(target, compiled.problem());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String label() {
		return LABEL;
	}

	@Override
	public List<String> command(String effort, String variant, List<String> workloads) {
		List<String> command = new ArrayList<>(
				List.of("erl", "-noinput", "+P", "4000000", "-pa", this.target.toString(), "-run", "bench", "main"));
		command.add("-extra");
		command.addAll(Effort.named(effort).words());
		command.addAll(workloads);
		return command;
	}

	/**
	 * Its version.
	 * @return as it says itself, or {@code not installed}
	 */
	String version() {
		if (this.missing != null) {
			return "not installed";
		}
		return String.join(" ",
				Programs.run(List.of("erl", "-noinput", "-eval",
						"io:format(\"~s, erts ~s, ~s\", [erlang:system_info(otp_release), erlang:system_info(version), "
								+ "erlang:system_info(emu_flavor)]), halt()."),
						Duration.ofMinutes(1))
					.output());
	}

}
