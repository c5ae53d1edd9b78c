package dev.actorspring.engine;

import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.TimeSource;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A worker has a cell queue for its turn, while its place is taken away since its handler
 * seems to block.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Another worker serves it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody serves it, or more workers than there are places.")
@State
public class QueueVersusRetire {

	private static final Timer TIMER = new Timer(TimeSource.SYSTEM);

	private final AtomicInteger started = new AtomicInteger();

	private final VirtualWorkers workers = new VirtualWorkers(1, TIMER, this::start);

	private final CellRunner runner = Subjects.runner();

	private VirtualWorker worker;

	public QueueVersusRetire() {
		this.workers.add(Subjects.runner());
	}

	private void start(Runnable thread) {
		if (this.started.incrementAndGet() == 1) {
			this.worker = (VirtualWorker) thread;
		}
	}

	@Actor
	public void worker() {
		Engine.enter(this.worker);
		this.workers.addLast(this.runner);
	}

	@Actor
	public void lookout() {
		this.worker.retire();
	}

	@Arbiter
	public void end(II_Result result) {
		result.r1 = this.workers.isAnyWaiting() ? 1 : 0;
		result.r2 = this.started.get();
		this.workers.close();
	}

}
