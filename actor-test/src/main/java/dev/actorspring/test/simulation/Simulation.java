package dev.actorspring.test.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Scheduler;
import dev.actorspring.system.ActorSystemBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One run of a test, in which every step is chosen: to begin one, to go on after a wait,
 * or to let the time pass. One step runs at a time, whichever thread it is on; a thread
 * that waits passes a baton on. So nothing else decides what happens than the choices,
 * and the same choices lead to the same end.
 * <p>
 * The time goes on when nothing else can happen, or by choice, if that holds up no step
 * for longer than is allowed.
 */
public final class Simulation implements TestScheduler {

	/** Whose steps those of the test are. */
	static final String TEST = "test";

	private static final ThreadFactory THREADS = Thread.ofVirtual().name("simulation").factory();

	private final Chooser chooser;

	private final SimulationOptions options;

	private final Trace trace = new Trace(this);

	private final Agenda agenda = new Agenda();

	private final Deque<Worker> spare = new ArrayDeque<>();

	/** Lets go of the threads with it, those that wait for ever included. */
	private final Executor threads = Executors.newThreadPerTaskExecutor(THREADS);

	private final List<Integer> choices = Collections.synchronizedList(new ArrayList<>());

	private final CountDownLatch ended = new CountDownLatch(1);

	private boolean tested;

	private boolean checking;

	/** How many turns are held up in the middle. */
	private int preempted;

	private @Nullable Runnable invariants;

	private volatile @Nullable Worker running;

	private volatile @Nullable Task current;

	private volatile int steps;

	private volatile boolean over;

	private volatile @Nullable Finding finding;

	Simulation(Chooser chooser, SimulationOptions options) {
		this.chooser = chooser;
		this.options = options;
	}

	/**
	 * The simulation that this thread runs in.
	 * @return empty outside of one
	 */
	public static Optional<Simulation> current() {
		return Optional.ofNullable(Worker.current()).map(Worker::simulation);
	}

	/**
	 * Has what happens in a system written down.
	 * @param builder of the system
	 * @return the same
	 */
	public ActorSystemBuilder observe(ActorSystemBuilder builder) {
		return builder.contextCarrier(this.trace)
			.observers((actor, message) -> this.trace)
			.probes((actor, message) -> this.trace)
			.listener(this.trace);
	}

	/**
	 * Runs a test, and waits until nothing more happens.
	 * @param test the test
	 */
	void run(Scenario test) {
		this.agenda.begin(TEST, () -> {
			try {
				test.run((check) -> this.invariants = check);
			}
			catch (Throwable ex) {
				found(new Finding(FindingKind.FAILURE, text(ex), ex));
			}
			this.tested = true;
		});
		hand(newWorker(), null);
		StallDetector stalls = new StallDetector(this);
		while (!stalls.await(this.ended)) {
			stalls.look();
		}
	}

	Outcome outcome() {
		return new Outcome(this.finding, List.of(this.choices.toArray(Integer[]::new)), this.steps, this.trace);
	}

	private static String text(Throwable thrown) {
		String name = thrown.getClass().getSimpleName();
		return (thrown.getMessage() != null) ? name + ": " + thrown.getMessage().strip() : name;
	}

	/**
	 * Something is wrong. Only the first counts. Any thread.
	 */
	synchronized void found(Finding what) {
		if (this.finding == null && !this.over && !this.options.tolerates(what.kind())) {
			this.finding = what;
		}
	}

	/**
	 * Ends it though a step does not. Any thread.
	 */
	void giveUp(Finding what) {
		synchronized (this) {
			if (this.finding == null) {
				this.finding = what;
			}
		}
		this.over = true;
		this.ended.countDown();
	}

	boolean isOver() {
		return this.over;
	}

	int steps() {
		return this.steps;
	}

	@Nullable Task task() {
		return this.current;
	}

	/**
	 * The thread of the step that runs.
	 * @return {@code null} in between two
	 */
	@Nullable Thread thread() {
		Worker worker = this.running;
		return (worker != null && worker.isAwake()) ? worker.thread() : null;
	}

	// What follows is for who has the baton.

	private boolean hasBaton() {
		return Worker.current() == this.running;
	}

	private Worker newWorker() {
		Worker worker = new Worker(this);
		this.threads.execute(worker);
		return worker;
	}

	private void hand(Worker worker, @Nullable Task first) {
		this.running = worker;
		worker.pass(first);
	}

	/**
	 * Runs steps until the baton is passed on.
	 * @param me the worker that does
	 * @param first what to do first, if that is chosen already
	 */
	void serve(Worker me, @Nullable Task first) {
		if (this.over) {
			return;
		}
		Task next = (first != null) ? first : next();
		while (next != null) {
			Worker waiter = next.waiter();
			if (waiter != null) {
				this.spare.push(me);
				this.current = next;
				hand(waiter, null);
				return;
			}
			this.current = next;
			Runnable step = next.step();
			if (step != null) {
				run(step);
			}
			Task done = this.current;
			// It may have waited, and gone on as another.
			stepDone((done != null) ? done : next);
			next = next();
		}
		end();
	}

	private void run(Runnable step) {
		try {
			step.run();
		}
		catch (Throwable ex) {
			found(new Finding(FindingKind.FAILURE, text(ex), ex));
		}
	}

	private void stepDone(Task task) {
		segmentDone(task);
		Runnable check = this.invariants;
		if (check != null && this.finding == null && this.preempted == 0) {
			this.checking = true;
			try {
				check.run();
			}
			catch (Throwable ex) {
				found(new Finding(FindingKind.INVARIANT, text(ex), ex));
			}
			finally {
				this.checking = false;
			}
		}
		this.current = null;
	}

	private void segmentDone(Task task) {
		this.steps++;
		this.chooser.taken(task);
	}

	private void end() {
		this.over = true;
		Worker last = this.running;
		this.running = null;
		for (Worker worker : this.spare) {
			if (worker != last) {
				worker.pass(null);
			}
		}
		this.ended.countDown();
	}

	/**
	 * What happens next.
	 * @return {@code null} if it is over
	 */
	private @Nullable Task next() {
		while (!this.over && this.finding == null) {
			if (this.steps >= this.options.steps()) {
				found(new Finding(FindingKind.ENDLESS, "still going on after " + this.steps + " steps and "
						+ Texts.time(nanos()) + ": " + this.agenda.describeReady(), null));
				return null;
			}
			this.agenda.collect();
			if (!this.agenda.isEmpty()) {
				Task next = choose();
				if (next != null) {
					return next;
				}
			}
			else if (!this.agenda.awakenIdle()) {
				if (isDone() || this.agenda.nextDue().isEmpty()) {
					checkEnd();
					return null;
				}
				this.agenda.passTime(this::expire);
			}
		}
		return null;
	}

	/**
	 * Chooses a step.
	 * @return {@code null} if the time goes on instead
	 */
	private @Nullable Task choose() {
		boolean timeMayPass = this.agenda.mayPass(this.options.delay().toNanos());
		List<Task> tasks = this.agenda.ready();
		int all = tasks.size() + (timeMayPass ? 1 : 0);
		int choice = 0;
		if (all > 1) {
			choice = Math.floorMod(this.chooser.choose(tasks, timeMayPass), all);
			this.choices.add(choice);
		}
		if (choice < tasks.size()) {
			return this.agenda.take(choice);
		}
		this.agenda.passTime(this::expire);
		return null;
	}

	/**
	 * Whether the test has ended, no request is open, and nobody waits for what the time
	 * may bring.
	 */
	private boolean isDone() {
		return this.tested && !this.agenda.hasOpenRequests() && !this.agenda.isAwaited();
	}

	private void checkEnd() {
		if (!this.tested) {
			found(new Finding(FindingKind.DEADLOCK,
					"nothing can happen any more, and these wait: " + this.agenda.describeWaiting(), null));
		}
		else if (this.agenda.isAwaited()) {
			found(new Finding(FindingKind.DEADLOCK,
					"the test has ended, nothing more can come, and these still wait: " + this.agenda.describeWaiting(),
					null));
		}
	}

	private void expire(Due due) {
		OpenRequest request = due.request();
		if (request != null) {
			this.trace.unanswered(request);
			found(new Finding(FindingKind.UNANSWERED, Texts.of(request.request()) + " of "
					+ this.trace.sender(request.context()) + " got no reply in time", null));
		}
		due.step().run();
	}

	// For the threads of steps.

	@Override
	public long nanos() {
		return this.agenda.now();
	}

	@Override
	public void execute(Runnable step) {
		boolean ofActor = step instanceof Scheduler.ActorStep;
		String owner = (step instanceof Scheduler.ActorStep actor) ? actor.path() : Task.ENGINE;
		if (isForeign("has had " + (ofActor ? owner : "the engine") + " do something")) {
			return;
		}
		Task by = this.current;
		if (by != null) {
			by.touches(owner);
		}
		this.agenda.begin(owner, step);
	}

	@Override
	public void fork(Runnable step) {
		if (!isForeign("has had the test do something")) {
			this.agenda.begin(TEST, () -> {
				try {
					step.run();
				}
				catch (Throwable ex) {
					found(new Finding(FindingKind.FAILURE, text(ex), ex));
				}
			});
		}
	}

	private boolean isForeign(String does) {
		if (hasBaton()) {
			return false;
		}
		if (!this.over) {
			giveUp(new Finding(FindingKind.FOREIGN_THREAD,
					"the thread '" + Thread.currentThread().getName() + "' " + does
							+ ", and nobody can say when that happens. Use the executor of TestActors in place of its",
					null));
		}
		return true;
	}

	@Override
	public void schedule(long deadline, Runnable step) {
		if (!isForeign("has scheduled something")) {
			this.agenda.schedule(deadline, step);
		}
	}

	@Override
	public double random() {
		return this.chooser.random();
	}

	@Override
	public boolean await(BooleanSupplier over) {
		Worker me = Worker.current();
		if (me == null || me.simulation() != this) {
			return false;
		}
		if (this.checking) {
			throw new IllegalStateException("An invariant must not wait for actors");
		}
		this.agenda.await(owner(), over, me);
		pause(me);
		return true;
	}

	@Override
	public void awaitQuiet() {
		Worker me = Worker.current();
		// In between two steps nothing goes on.
		if (me != null && me.simulation() == this && !this.checking) {
			this.agenda.awaitIdle(owner(), me);
			pause(me);
		}
	}

	private String owner() {
		Task task = this.current;
		return (task != null) ? task.owner() : TEST;
	}

	/**
	 * Ends the step that runs, and waits until it goes on as another.
	 */
	private void pause(Worker me) {
		Task task = this.current;
		if (task != null) {
			stepDone(task);
		}
		passOn(me);
	}

	/**
	 * Has another step come in between, or not: whoever runs is about to send something,
	 * and what others send meanwhile may get there first. Invariants are not checked in
	 * the middle of a turn.
	 */
	void preempt() {
		Worker me = Worker.current();
		Task now = this.current;
		if (me == null || now == null || !hasBaton() || this.checking || this.over) {
			return;
		}
		this.agenda.collect();
		if (this.agenda.isEmpty()) {
			return;
		}
		// The first, so that nothing comes in between unless that is chosen.
		this.agenda.goOn(now.owner(), me);
		segmentDone(now);
		this.preempted++;
		passOn(me);
		this.preempted--;
	}

	/**
	 * Goes on with what is next, and waits until that is this one again.
	 */
	private void passOn(Worker me) {
		Task next = next();
		if (next == null) {
			end();
		}
		else if (next.waiter() == me) {
			this.current = next;
			return;
		}
		else if (next.waiter() != null) {
			this.current = next;
			hand(next.waiter(), null);
		}
		else {
			Worker other = this.spare.poll();
			hand((other != null) ? other : newWorker(), next);
		}
		me.awaitBaton();
	}

	@Override
	public void awaitDone(CompletableFuture<?> future) {
		if (!future.isDone()) {
			await(future::isDone);
		}
	}

	@Override
	public void advance(Duration time) {
		await(nanos() + time.toNanos(), () -> false);
	}

	@Override
	public boolean runNext(long atMost) {
		OptionalLong next = this.agenda.nextDue();
		if (next.isEmpty() || next.getAsLong() > atMost) {
			return false;
		}
		await(() -> nanos() >= next.getAsLong());
		return true;
	}

	@Override
	public void complete(CompletableFuture<?> future) {
		awaitDone(future);
	}

	@Override
	public void close(Runnable stop) {
		if (!this.over) {
			stop.run();
		}
	}

}
