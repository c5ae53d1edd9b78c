package dev.actorspring.benchmarks.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.actorspring.benchmarks.trial.Effort;
import org.jspecify.annotations.Nullable;

/**
 * A system in a language that is compiled, which happens when it is first asked for.
 */
final class CompiledEntrant implements Entrant {

	private final CompiledSystem system;

	private final Path module;

	private boolean compiled;

	private @Nullable String missing;

	CompiledEntrant(CompiledSystem system, Path module) {
		this.system = system;
		this.module = module.toAbsolutePath();
	}

	static List<CompiledEntrant> all(Path module) {
		return Arrays.stream(CompiledSystem.values()).map((system) -> new CompiledEntrant(system, module)).toList();
	}

	@Override
	public String label() {
		return this.system.label();
	}

	@Override
	public List<String> variants(String workload) {
		return this.system.variants();
	}

	@Override
	public @Nullable String missing() {
		if (!this.compiled) {
			this.missing = this.system.toolchain().compile(this.module);
			this.compiled = true;
		}
		return this.missing;
	}

	@Override
	public List<String> command(String effort, String variant, List<String> workloads) {
		List<String> command = new ArrayList<>(List.of(this.system.toolchain().program(this.module).toString()));
		command.addAll(this.system.selection());
		command.addAll(Effort.named(effort).words());
		command.addAll(List.of(variant.split(" ")));
		command.addAll(workloads);
		return command;
	}

	/**
	 * Its version, and that of what has compiled it.
	 * @return both, or why it is not there
	 */
	String version() {
		String reason = missing();
		return (reason != null) ? reason : this.system.version(this.module) + ", " + this.system.toolchain().version();
	}

}
