package dev.actorspring.otp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.otp.Workers.Hold;
import dev.actorspring.spi.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script against our engine and compares what it shows with what OTP has shown,
 * step by step.
 */
final class EngineDriver {

	private static final long POLL = 100_000;

	/** A round is one step further at least, and the second after an end is visible. */
	private static final int ROUNDS = 3;

	private final Script script;

	private final List<Observation> expected;

	private final Duration patience;

	private final Workers workers = new Workers();

	private final List<Observation> seen = new ArrayList<>();

	private final EngineTree tree;

	private int position;

	private EngineDriver(Script script, List<Observation> expected, Duration patience, @Nullable Scheduler scheduler) {
		this.script = script;
		this.expected = expected;
		this.patience = patience;
		this.tree = new EngineTree(script.tree(), this.workers, script.seed() / Strategy.values().length % 2 == 0,
				scheduler);
	}

	/**
	 * Runs a script.
	 * @param script which
	 * @param expected what OTP has shown
	 * @param patience how long to wait for ours to show the same after a step
	 * @param scheduler runs the steps of the engine, or {@code null} for its own threads
	 * @return the first difference, or {@code null} if there is none
	 */
	static @Nullable Difference run(Script script, List<Observation> expected, Duration patience,
			@Nullable Scheduler scheduler) {
		EngineDriver driver = new EngineDriver(script, expected, patience, scheduler);
		try (EngineTree tree = driver.tree) {
			return driver.run();
		}
	}

	private @Nullable Difference run() {
		for (Step.Fail failure : this.script.failures()) {
			this.workers.fail(failure.id(), failure.times());
		}
		for (int number = 0; number < this.expected.size(); number++) {
			Observation wanted = this.expected.get(number);
			this.seen.add(settle(perform(number, wanted.answer()), wanted));
			if (!wanted.equals(this.seen.getLast())) {
				return new Difference(this.script, this.expected, this.seen);
			}
			this.position += this.workers.eventsFrom(this.position).size();
		}
		return null;
	}

	private String perform(int number, String wanted) {
		if (number == 0) {
			return Answers.to(this.tree::start);
		}
		if (number > this.script.steps().size()) {
			this.tree.close();
			return "stopped";
		}
		if (wanted.equals("skipped")) {
			return wanted;
		}
		return switch (this.script.steps().get(number - 1)) {
			case Step.Crash(String id) -> crash(id);
			case Step.Exit(String id) -> tell(id, new Worker.Exit());
			case Step.Together(String supervisor, String first, String second) -> crash(first, second);
			case Step.Fail(String id, int times) -> fail(id, times);
			case Step.Held(String id, Step.Operation operation) when wanted.equals("escalated") -> {
				crash(id);
				yield wanted;
			}
			case Step.Held(String id, Step.Operation operation) -> held(id, operation);
			case Step.Start start when wanted.equals("noproc") && this.tree.isMisplaced(start) ->
				// Refused before the supervisor is asked, whether it runs or not.
				wanted;
			case Step.Operation operation -> operate(operation, wanted);
		};
	}

	/**
	 * An end is visible before the supervisor has heard of it: until then the child is
	 * running for it.
	 */
	private String operate(Step.Operation operation, String wanted) {
		long deadline = System.nanoTime() + this.patience.toNanos();
		String answer = Answers.to(() -> this.tree.operate(operation));
		while (answer.equals("running") && !wanted.equals("running") && System.nanoTime() - deadline < 0) {
			LockSupport.parkNanos(POLL);
			answer = Answers.to(() -> this.tree.operate(operation));
		}
		return answer;
	}

	private String crash(String... ids) {
		Worker.Crash crash = new Worker.Crash(new CyclicBarrier(ids.length));
		for (String id : ids) {
			this.workers.ref(id).tell(crash);
		}
		return "ok";
	}

	private String tell(String id, Worker.Exit exit) {
		this.workers.ref(id).tell(exit);
		return "ok";
	}

	private String fail(String id, int times) {
		this.workers.fail(id, times);
		return "ok";
	}

	/**
	 * A supervisor answers while a start hangs, except that a termination ends with it.
	 */
	private String held(String id, Step.Operation operation) {
		Hold hold = this.workers.hold(id);
		crash(id);
		try {
			if (!hold.entered().await(this.patience.toMillis(), TimeUnit.MILLISECONDS)) {
				return "not restarted";
			}
			return Answers.to(() -> {
				CompletableFuture<?> answer = this.tree.operate(operation);
				if (operation instanceof Step.Terminate) {
					hold.released().countDown();
				}
				return answer;
			});
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			hold.released().countDown();
		}
	}

	/**
	 * Waits until we show what is wanted, and still do when all that is under way has
	 * been dealt with.
	 */
	private Observation settle(String answer, Observation wanted) {
		long deadline = System.nanoTime() + this.patience.toNanos();
		Observation now = observe(answer);
		while (answer.equals(wanted.answer()) && !isLasting(wanted, now) && System.nanoTime() < deadline) {
			LockSupport.parkNanos(POLL);
			now = observe(answer);
		}
		return now;
	}

	/**
	 * The tree may look the same before and after a supervisor has ended and come back.
	 */
	private boolean isLasting(Observation wanted, Observation now) {
		boolean same = wanted.equals(now);
		for (int round = 0; same && round < ROUNDS; round++) {
			this.tree.letPass();
			same = wanted.equals(observe(wanted.answer()));
		}
		return same;
	}

	private Observation observe(String answer) {
		return Observation.of(answer, this.workers.eventsFrom(this.position), this.tree.state());
	}

}
