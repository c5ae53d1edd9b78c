package dev.actorspring.otp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.actorspring.spi.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Makes a script that shows a difference as short as it can be.
 */
final class Shrinker {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final OtpDriver otp;

	private final Supplier<? extends @Nullable Scheduler> schedulers;

	Shrinker(OtpDriver otp, Supplier<? extends @Nullable Scheduler> schedulers) {
		this.otp = otp;
		this.schedulers = schedulers;
	}

	/**
	 * Leaves out steps and children as long as some difference remains.
	 * @param difference of a long script
	 * @return of a short one
	 */
	Difference shrink(Difference difference) throws IOException, InterruptedException {
		Difference shortest = difference;
		for (Difference next = difference; next != null; next = firstThatDiffers(shorter(shortest))) {
			shortest = next;
		}
		return shortest;
	}

	private @Nullable Difference firstThatDiffers(List<Script> scripts) throws IOException, InterruptedException {
		for (Script script : scripts) {
			Map<Long, List<Observation>> observations = this.otp.run(List.of(script));
			Difference difference = EngineDriver.run(script, observations.get(script.seed()), PATIENCE,
					this.schedulers.get());
			if (difference != null) {
				return difference;
			}
		}
		return null;
	}

	private static List<Script> shorter(Difference difference) {
		Script script = difference.script();
		List<Script> candidates = new ArrayList<>();
		List<Step> steps = script.steps();
		int last = Math.min(difference.step(), steps.size());
		if (last < steps.size()) {
			candidates.add(with(script, script.tree(), steps.subList(0, last)));
		}
		for (int i = last - 1; i >= 0; i--) {
			candidates.add(with(script, script.tree(), without(steps, i)));
		}
		if (!script.failures().isEmpty()) {
			candidates.add(new Script(script.seed(), List.of(), script.tree(), steps));
		}
		for (Tree.Supervisor tree : smaller(script.tree())) {
			candidates.add(with(script, tree, steps));
		}
		return candidates;
	}

	private static List<Tree.Supervisor> smaller(Tree.Supervisor supervisor) {
		List<Tree.Supervisor> candidates = new ArrayList<>();
		for (int i = 0; i < supervisor.children().size() && !supervisor.dynamic(); i++) {
			candidates.add(supervisor.withChildren(without(supervisor.children(), i)));
			if (supervisor.children().get(i) instanceof Tree.Supervisor child) {
				for (Tree.Supervisor less : smaller(child)) {
					List<Tree> children = new ArrayList<>(supervisor.children());
					children.set(i, less);
					candidates.add(supervisor.withChildren(children));
				}
			}
		}
		return candidates;
	}

	private static Script with(Script script, Tree.Supervisor tree, List<Step> steps) {
		return new Script(script.seed(), script.failures(), tree, steps);
	}

	private static <T> List<T> without(List<T> list, int index) {
		List<T> rest = new ArrayList<>(list);
		rest.remove(index);
		return rest;
	}

}
