package dev.actorspring.otp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.actorspring.RestartType;
import dev.actorspring.supervision.AutoShutdown;

/**
 * Makes the script of a seed. Knows nothing of what a step will come to; it prefers
 * children that have been started, and those of them that have been terminated.
 */
final class ScriptGenerator {

	private static final int[] INTENSITIES = { 0, 1, 2, 2, 3, 3, 3, 4, 4, 4 };

	private final Random random;

	private final Map<String, Tree.Supervisor> supervisors = new LinkedHashMap<>();

	/** All children of all supervisors, without the patterns of dynamic ones. */
	private final List<Known> children = new ArrayList<>();

	private final List<Known> ended = new ArrayList<>();

	private int names;

	private ScriptGenerator(long seed) {
		this.random = new Random(seed * 0x9E3779B97F4A7C15L);
	}

	/**
	 * Makes a script whose root has the strategy of this number.
	 * @param seed also decides the strategy, in turn
	 * @return always the same for the same seed
	 */
	static Script generate(long seed) {
		ScriptGenerator generator = new ScriptGenerator(seed);
		Strategy strategy = Strategy.values()[Math.floorMod(seed, Strategy.values().length)];
		Tree.Supervisor tree = generator.supervisor("t", RestartType.TEMPORARY, false, strategy, 2);
		List<Step.Fail> failures = new ArrayList<>();
		if (generator.chance(8) && !generator.children.isEmpty()) {
			failures.add(generator.fail());
		}
		List<Step> steps = new ArrayList<>();
		int length = 10 + generator.random.nextInt(11);
		while (steps.size() < length) {
			generator.next(steps);
		}
		return new Script(seed, failures, tree, steps);
	}

	// Trees.

	private Tree.Supervisor supervisor(String id, RestartType restart, boolean significant, Strategy strategy,
			int levelsBelow) {
		int intensity = INTENSITIES[this.random.nextInt(INTENSITIES.length)];
		// OTP refuses an automatic shutdown of a dynamic one since release 27.
		AutoShutdown autoShutdown = (strategy == Strategy.SIMPLE_ONE_FOR_ONE || chance(60)) ? AutoShutdown.NEVER
				: chance(50) ? AutoShutdown.ANY_SIGNIFICANT : AutoShutdown.ALL_SIGNIFICANT;
		List<Tree> below = new ArrayList<>();
		if (strategy == Strategy.SIMPLE_ONE_FOR_ONE) {
			below.add(worker("child", autoShutdown));
		}
		else {
			int count = this.random.nextInt((levelsBelow > 1) ? 6 : 4);
			for (int i = 0; i < count; i++) {
				Tree child = child(autoShutdown, levelsBelow);
				below.add(child);
				this.children.add(new Known(id, child));
			}
		}
		Tree.Supervisor made = new Tree.Supervisor(id, restart, significant, strategy, intensity, autoShutdown, below);
		this.supervisors.put(id, made);
		return made;
	}

	private Tree child(AutoShutdown autoShutdown, int levelsBelow) {
		if (chance(25 * levelsBelow / 2)) {
			String id = "s" + ++this.names;
			Tree.Worker like = worker(id, autoShutdown);
			Strategy strategy = Strategy.values()[this.random.nextInt(Strategy.values().length)];
			return supervisor(id, like.restart(), like.significant(), strategy, levelsBelow - 1);
		}
		return worker("w" + ++this.names, autoShutdown);
	}

	private Tree.Worker worker(String id, AutoShutdown autoShutdown) {
		RestartType restart = chance(45) ? RestartType.PERMANENT
				: chance(65) ? RestartType.TRANSIENT : RestartType.TEMPORARY;
		boolean significant = autoShutdown != AutoShutdown.NEVER && restart != RestartType.PERMANENT && chance(50);
		return new Tree.Worker(id, restart, significant);
	}

	// Steps.

	private void next(List<Step> steps) {
		int kind = this.random.nextInt(100);
		if (this.children.isEmpty() || kind < 12) {
			start(steps);
		}
		else if (kind < 38) {
			steps.add(new Step.Crash(anyWorker()));
		}
		else if (kind < 50) {
			String id = anyWorker();
			this.children.stream().filter((known) -> known.child().id().equals(id)).forEach(this.ended::add);
			steps.add(new Step.Exit(id));
		}
		else if (kind < 60) {
			Step.Fail fail = fail();
			steps.add(fail);
			if (chance(50)) {
				steps.add(new Step.Crash(fail.id()));
			}
		}
		else if (kind < 70) {
			Known child = target(20);
			this.ended.add(child);
			steps.add(new Step.Terminate(child.supervisor(), child.child().id()));
		}
		else if (kind < 80) {
			Known child = target(65);
			this.ended.remove(child);
			steps.add(new Step.Restart(child.supervisor(), child.child().id()));
		}
		else if (kind < 88) {
			Known child = target(65);
			steps.add(new Step.Delete(child.supervisor(), child.child().id()));
		}
		else if (kind < 94) {
			together(steps);
		}
		else {
			held(steps);
		}
	}

	private Step.Fail fail() {
		return new Step.Fail(anyWorker(), 1 + this.random.nextInt(3));
	}

	private void start(List<Step> steps) {
		Tree.Supervisor supervisor = any(new ArrayList<>(this.supervisors.values()));
		Known child;
		if (supervisor.dynamic()) {
			Tree.Worker pattern = (Tree.Worker) supervisor.children().getFirst();
			child = new Known(supervisor.id(), pattern.named(supervisor.id() + "." + ++this.names));
		}
		else {
			List<Known> present = childrenOf(supervisor.id());
			child = (!present.isEmpty() && chance(45)) ? again(any(present))
					: new Known(supervisor.id(), child(supervisor.autoShutdown(), chance(25) ? 1 : 0));
		}
		this.children.removeIf((known) -> known.child().id().equals(child.child().id()));
		this.children.add(child);
		if (chance(10) && child.child() instanceof Tree.Worker worker) {
			steps.add(new Step.Fail(worker.id(), 1 + this.random.nextInt(2)));
		}
		steps.add(new Step.Start(child.supervisor(), supervisor.dynamic() ? child.child() : misplaced(child.child())));
	}

	/** A child that no supervisor without auto-shutdown takes, in a few cases. */
	private Tree misplaced(Tree child) {
		if (chance(95)) {
			return child;
		}
		return switch (child) {
			case Tree.Worker worker -> new Tree.Worker(worker.id(), RestartType.TRANSIENT, true);
			case Tree.Supervisor supervisor -> new Tree.Supervisor(supervisor.id(), RestartType.TRANSIENT, true,
					supervisor.strategy(), supervisor.intensity(), supervisor.autoShutdown(), supervisor.children());
		};
	}

	private Known again(Known known) {
		AutoShutdown autoShutdown = this.supervisors.get(known.supervisor()).autoShutdown();
		Tree.Worker like = worker(known.child().id(), autoShutdown);
		return switch (known.child()) {
			case Tree.Worker worker -> new Known(known.supervisor(), like);
			case Tree.Supervisor supervisor -> known;
		};
	}

	private void together(List<Step> steps) {
		for (Tree.Supervisor supervisor : this.supervisors.values()) {
			List<Known> able = restartable(supervisor);
			if (supervisor.strategy() == Strategy.ONE_FOR_ALL && able.size() > 1) {
				Known first = any(able);
				able.remove(first);
				steps.add(new Step.Together(supervisor.id(), first.child().id(), any(able).child().id()));
				return;
			}
		}
	}

	private void held(List<Step> steps) {
		Tree.Supervisor supervisor = any(new ArrayList<>(this.supervisors.values()));
		List<Known> able = restartable(supervisor);
		if (supervisor.dynamic() || able.isEmpty()) {
			return;
		}
		Known known = any(able);
		String id = known.child().id();
		Step.Operation operation = switch (this.random.nextInt(4)) {
			case 0 -> new Step.Restart(supervisor.id(), id);
			case 1 -> new Step.Delete(supervisor.id(), id);
			case 2 -> new Step.Start(supervisor.id(), known.child());
			default -> new Step.Terminate(supervisor.id(), id);
		};
		if (operation instanceof Step.Terminate && supervisor.strategy() != Strategy.ONE_FOR_ONE) {
			// OTP hears of it after the start has failed, and then never starts the
			// siblings that were next. We hear of it at once, and start them.
			return;
		}
		steps.add(new Step.Held(id, operation));
	}

	/** Workers that are restarted after a crash. */
	private List<Known> restartable(Tree.Supervisor supervisor) {
		List<Known> able = new ArrayList<>();
		for (Known known : childrenOf(supervisor.id())) {
			if (known.child() instanceof Tree.Worker worker && worker.restart() != RestartType.TEMPORARY) {
				able.add(known);
			}
		}
		return able;
	}

	// Choices.

	private Known target(int percentEnded) {
		if (chance(4)) {
			Tree.Supervisor supervisor = any(new ArrayList<>(this.supervisors.values()));
			return new Known(supervisor.id(), new Tree.Worker("nobody", RestartType.PERMANENT, false));
		}
		return (!this.ended.isEmpty() && chance(percentEnded)) ? any(this.ended) : any(this.children);
	}

	private String anyWorker() {
		List<Known> workers = this.children.stream().filter((known) -> known.child() instanceof Tree.Worker).toList();
		List<Known> likely = workers.stream().filter((known) -> !this.ended.contains(known)).toList();
		if (workers.isEmpty()) {
			return "nobody";
		}
		return any((likely.isEmpty() || chance(10)) ? workers : likely).child().id();
	}

	private List<Known> childrenOf(String supervisor) {
		return this.children.stream().filter((known) -> known.supervisor().equals(supervisor)).toList();
	}

	private <T> T any(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	private boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	/**
	 * A child that has been started, or not yet.
	 */
	private record Known(String supervisor, Tree child) {

	}

}
