package dev.actorspring.test.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

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

	private final List<Task> ready = new ArrayList<>();

	private final List<Task> waiting = new ArrayList<>();

	/** Those that wait until nothing else happens. */
	private final List<Task> idlers = new ArrayList<>();

	private final PriorityQueue<Due> due = new PriorityQueue<>();

	private final Map<String, Integer> ordinals = new HashMap<>();

	private final Deque<Worker> spare = new ArrayDeque<>();

	/** Lets go of the threads with it, those that wait for ever included. */
	private final Executor threads = Executors.newThreadPerTaskExecutor(THREADS);

	private final List<Integer> choices = Collections.synchronizedList(new ArrayList<>());

	private final CountDownLatch ended = new CountDownLatch(1);

	private long now;

	private long dues;

	private int alternatives;

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
		this.ready.add(begin(TEST, () -> {
			try {
				test.run((check) -> this.invariants = check);
			}
			catch (Throwable ex) {
				found(new Finding(FindingKind.FAILURE, text(ex), ex));
			}
			this.tested = true;
		}));
		hand(newWorker(), null);
		StallDetector stalls = new StallDetector(this);
		while (!stalls.await(this.ended)) {
			stalls.look();
		}
	}

	Outcome outcome() {
		return new Outcome(this.finding, List.of(this.choices.toArray(Integer[]::new)), this.steps, this.alternatives,
				this.trace);
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

	Trace trace() {
		return this.trace;
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

	private Task begin(String owner, Runnable step) {
		return Task.begin(owner, nextOrdinal(owner), this.now, step);
	}

	private int nextOrdinal(String owner) {
		return this.ordinals.merge(owner, 1, Integer::sum);
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
						+ Texts.time(this.now) + ": " + owners(this.ready), null));
				return null;
			}
			collect();
			boolean timeMayPass = mayPass();
			if (this.ready.isEmpty()) {
				if (!this.idlers.isEmpty()) {
					awaken(this.idlers);
				}
				else if (isDone()) {
					checkEnd();
					return null;
				}
				else if (this.due.isEmpty()) {
					found(new Finding(FindingKind.DEADLOCK, "nothing can happen any more, and these wait: " + waits(),
							null));
					return null;
				}
				else {
					passTime();
				}
				continue;
			}
			int choice = choose(timeMayPass);
			if (choice < this.ready.size()) {
				return this.ready.remove(choice);
			}
			passTime();
		}
		return null;
	}

	private int choose(boolean timeMayPass) {
		if (this.ready.size() == 1 && !timeMayPass) {
			return 0;
		}
		int all = this.ready.size() + (timeMayPass ? 1 : 0);
		int choice = Math.floorMod(this.chooser.choose(List.copyOf(this.ready), timeMayPass), all);
		this.choices.add(choice);
		this.alternatives += all - 1;
		return choice;
	}

	private void collect() {
		for (int i = 0; i < this.waiting.size(); i++) {
			Task task = this.waiting.get(i);
			Worker waiter = task.waiter();
			if (task.isOver() || (waiter != null && waiter.isInterrupted())) {
				this.waiting.remove(i--);
				task.ready(this.now);
				this.ready.add(task);
			}
		}
	}

	private void awaken(List<Task> tasks) {
		tasks.forEach((task) -> task.ready(this.now));
		this.ready.addAll(tasks);
		tasks.clear();
	}

	/**
	 * Whether the test has ended, and no request is open.
	 */
	private boolean isDone() {
		return this.tested && this.due.stream().noneMatch((each) -> each.request() != null);
	}

	private void checkEnd() {
		if (!this.waiting.stream().allMatch((task) -> Task.isEngine(task.owner()))) {
			found(new Finding(FindingKind.DEADLOCK,
					"the test has ended, nothing more can come, and these still wait: " + waits(), null));
		}
	}

	private String waits() {
		return owners(this.waiting);
	}

	private static String owners(List<Task> tasks) {
		return tasks.stream()
			.map(Task::owner)
			.filter((owner) -> !Task.isEngine(owner))
			.distinct()
			.collect(Collectors.joining(", "));
	}

	/**
	 * Whether the time may go on though there is something to do.
	 */
	private boolean mayPass() {
		while (!this.due.isEmpty() && this.due.peek().isOver()) {
			this.due.poll();
		}
		if (this.due.isEmpty() || this.ready.isEmpty()) {
			return false;
		}
		long oldest = this.ready.stream().mapToLong(Task::since).min().orElse(this.now);
		return this.due.peek().deadline() <= oldest + this.options.delay().toNanos();
	}

	private void passTime() {
		long time = this.due.peek().deadline();
		this.now = Math.max(this.now, time);
		while (!this.due.isEmpty() && this.due.peek().deadline() == time) {
			Due now = this.due.poll();
			if (!now.isOver()) {
				this.ready.add(begin(Task.ENGINE, () -> expire(now)));
			}
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
		return this.now;
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
		this.ready.add(begin(owner, step));
	}

	@Override
	public void fork(Runnable step) {
		if (!isForeign("has had the test do something")) {
			this.ready.add(begin(TEST, () -> {
				try {
					step.run();
				}
				catch (Throwable ex) {
					found(new Finding(FindingKind.FAILURE, text(ex), ex));
				}
			}));
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
			this.due.add(new Due(Math.max(deadline, this.now), this.dues++, step));
		}
	}

	@Override
	public double random() {
		return this.chooser.random();
	}

	@Override
	public boolean await(BooleanSupplier over) {
		return await(over, this.waiting);
	}

	private boolean await(BooleanSupplier over, List<Task> where) {
		Worker me = Worker.current();
		if (me == null || me.simulation() != this) {
			return false;
		}
		if (this.checking && where == this.idlers) {
			// Nothing goes on in between two steps.
			return true;
		}
		if (this.checking) {
			throw new IllegalStateException("An invariant must not wait for actors");
		}
		Task interrupted = this.current;
		String owner = (interrupted != null) ? interrupted.owner() : TEST;
		where.add(Task.resume(owner, nextOrdinal(owner), this.now, over, me));
		if (interrupted != null) {
			stepDone(interrupted);
		}
		passOn(me);
		return true;
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
		collect();
		if (this.ready.isEmpty()) {
			return;
		}
		// The first, so that nothing comes in between unless that is chosen.
		this.ready.addFirst(Task.resume(now.owner(), nextOrdinal(now.owner()), this.now, () -> true, me));
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
	public void awaitQuiet() {
		await(() -> false, this.idlers);
	}

	@Override
	public void awaitDone(CompletableFuture<?> future) {
		if (!future.isDone()) {
			await(future::isDone);
		}
	}

	@Override
	public void advance(Duration time) {
		long target = this.now + time.toNanos();
		schedule(target, () -> {
		});
		await(() -> this.now >= target);
	}

	@Override
	public boolean runNext(long atMost) {
		while (!this.due.isEmpty() && this.due.peek().isOver()) {
			this.due.poll();
		}
		if (this.due.isEmpty() || this.due.peek().deadline() > atMost) {
			return false;
		}
		long target = this.due.peek().deadline();
		await(() -> this.now >= target);
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
