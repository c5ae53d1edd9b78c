package dev.actorspring.test.simulation;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Runs a test under many schedules, until one fails.
 */
public final class Simulator {

	private final SimulationOptions options;

	private final Supplier<Scenario> scenarios;

	/** How many choices there are if all happens in order. */
	private int length = -1;

	private boolean invariants;

	/**
	 * Creates a simulator.
	 * @param options how
	 * @param scenarios makes the test, anew for each schedule
	 */
	public Simulator(SimulationOptions options, Supplier<Scenario> scenarios) {
		this.options = options;
		this.scenarios = scenarios;
	}

	/**
	 * Creates a simulator of something without invariants.
	 * @param options how
	 * @param test run once for each schedule, by a thread of the simulation
	 * @return the simulator
	 */
	public static Simulator of(SimulationOptions options, Callable<?> test) {
		return new Simulator(options, () -> (invariants) -> test.call());
	}

	/**
	 * Runs schedules until one fails, or there are enough.
	 * @return what has come of it
	 */
	public SimulationReport run() {
		if (this.options.search() == Search.EXHAUSTIVE) {
			return runAll();
		}
		for (int seed = 0; seed < this.options.schedules(); seed++) {
			Failure failure = check(seed);
			if (failure != null) {
				return new SimulationReport(seed + 1, false, failure);
			}
			if (seed == 0 && this.length == 0) {
				// Nothing to choose: all the others are the same.
				return new SimulationReport(1, true, null);
			}
		}
		return new SimulationReport(this.options.schedules(), false, null);
	}

	/**
	 * Runs one schedule.
	 * @param seed which
	 * @return what has come of it
	 */
	public SimulationReport run(long seed) {
		if (this.options.search() != Search.EXHAUSTIVE) {
			return new SimulationReport(1, false, check(seed));
		}
		Exhaustive all = new Exhaustive(hasInvariants());
		for (long i = 0; i < seed && !all.isDone(); i++) {
			Exhaustive.Attempt attempt = all.attempt();
			run(attempt);
			attempt.close();
		}
		return new SimulationReport(1, false, check(all.attempt(), seed));
	}

	private SimulationReport runAll() {
		Exhaustive all = new Exhaustive(hasInvariants());
		int count = 0;
		while (!all.isDone() && count < this.options.schedules()) {
			Exhaustive.Attempt attempt = all.attempt();
			Failure failure = check(attempt, count++);
			if (failure != null) {
				return new SimulationReport(count, false, failure);
			}
			attempt.close();
		}
		return new SimulationReport(count, all.isDone(), null);
	}

	private boolean hasInvariants() {
		run(inOrder());
		return this.invariants;
	}

	private @Nullable Failure check(long seed) {
		return check(chooser(seed), seed);
	}

	private Chooser chooser(long seed) {
		if (seed == 0) {
			return inOrder();
		}
		boolean priorities = this.options.search() == Search.PRIORITIES
				|| (this.options.search() == Search.MIXED && seed % 2 != 0);
		if (!priorities) {
			return new RandomChooser(seed);
		}
		if (this.length < 0) {
			// Of one that is the same whatever was run before.
			this.length = run(inOrder()).choices().size();
		}
		return new PriorityChooser(seed, this.length);
	}

	private static Chooser inOrder() {
		return new ReplayChooser(new Schedule(0, List.of()));
	}

	private @Nullable Failure check(Chooser chooser, long seed) {
		Outcome first = run(chooser);
		if (seed == 0) {
			this.length = first.choices().size();
		}
		Finding finding = first.finding();
		if (finding == null) {
			return null;
		}
		Schedule schedule = new Schedule((chooser instanceof Exhaustive.Attempt) ? 0 : seed, first.choices());
		if (!finding.kind().isReplayed()) {
			return new Failure(finding, seed, first.steps(), schedule, first);
		}
		Outcome again = run(new ReplayChooser(schedule));
		if (!again.isSame(first)) {
			return new Failure(new Finding(FindingKind.UNDETERMINED,
					finding + "\n  But when the same schedule was run again, "
							+ ((again.finding() != null) ? again.finding().toString() : "all went well") + " after "
							+ again.steps() + " steps in place of " + first.steps()
							+ ": something else decides, such as the time of day, a random number or a hash code",
					finding.cause()), seed, first.steps(), schedule, first);
		}
		Shrinker shrinker = new Shrinker((candidate) -> run(new ReplayChooser(candidate)), schedule, first);
		Outcome shortest = shrinker.shrink();
		return new Failure(finding, seed, first.steps(), shrinker.best(), shortest);
	}

	private Outcome run(Chooser chooser) {
		Simulation simulation = new Simulation(chooser, this.options);
		Scenario scenario = this.scenarios.get();
		simulation.run((checks) -> scenario.run((check) -> {
			this.invariants = true;
			checks.accept(check);
		}));
		return simulation.outcome();
	}

}
