package dev.actorspring.benchmarks.trial;

import java.util.Objects;

import dev.actorspring.benchmarks.trial.Contestant.Counter;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What messages allocate, by JMH's profiler, in all threads together.
 */
@State(Scope.Benchmark)
public class Allocation {

	private static final int BATCH = 1_000;

	/** JMH makes its own instance, in this process, which is one of its own already. */
	private static volatile @Nullable Contestant contestant;

	private @Nullable Counter counter;

	static double bytes(Contestant of, Effort effort, String method) {
		// So that one which cannot do it says so.
		of.counter();
		contestant = of;
		Options options = new OptionsBuilder().include(Allocation.class.getName() + "." + method + "$")
			.forks(0)
			.warmupIterations(3)
			.warmupTime(TimeValue.milliseconds(Math.max(10, effort.fixedWarmUp().toMillis() / 3)))
			.measurementIterations(3)
			.measurementTime(TimeValue.milliseconds(Math.max(10, effort.measure().toMillis() / 3)))
			.timeout(TimeValue.minutes(1))
			.addProfiler(GCProfiler.class)
			.verbosity(VerboseMode.SILENT)
			.shouldFailOnError(true)
			.build();
		try {
			RunResult result = new Runner(options).runSingle();
			return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore();
		}
		catch (RunnerException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Starts the actor.
	 */
	@Setup
	public void start() {
		this.counter = Objects.requireNonNull(contestant).counter();
	}

	/**
	 * Sends messages, and waits until they are handled.
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public void tell() {
		Counter actor = Objects.requireNonNull(this.counter);
		for (int i = 0; i < BATCH; i++) {
			actor.tell(1);
		}
		Messaging.join(actor.ask(0));
	}

	/**
	 * Asks one after another.
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public void ask() {
		Messaging.askInTurn(Objects.requireNonNull(this.counter), BATCH);
	}

}
