package dev.actorspring.engine;

import java.util.function.Supplier;

import dev.actorspring.engine.mailbox.Envelope;
import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.mailbox.TurnLength;
import dev.actorspring.system.ContextCarrier.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A thread of somebody else, who lets it run idle actors to which it sends. Whatever an
 * actor leaves behind there is removed again.
 */
final class LentThread {

	private static final ThreadLocal<@Nullable Engine> TO = new ThreadLocal<>();

	private LentThread() {
	}

	/**
	 * Lends this thread to an engine for a while.
	 * @param <T> the type of the result
	 * @param engine who may use it
	 * @param sending what the thread does meanwhile
	 * @return the result of that
	 */
	static <T extends @Nullable Object> T lend(Engine engine, Supplier<T> sending) {
		if (Engine.runner() != null) {
			return sending.get();
		}
		Engine before = TO.get();
		TO.set(engine);
		try {
			return sending.get();
		}
		finally {
			if (before != null) {
				TO.set(before);
			}
			else {
				TO.remove();
			}
		}
	}

	/**
	 * Runs an idle cell that was just woken, if this thread is lent and that cannot take
	 * long.
	 * @param cell the cell, which nobody else owns
	 * @return {@code false} if the cell has yet to be run
	 */
	static boolean tryRun(ActorCell<?> cell) {
		Engine engine = cell.type().engine();
		if (!isLentTo(engine)) {
			return false;
		}
		Object payload = next(cell);
		if (payload == null || !isQuick(cell)) {
			return false;
		}
		CellRunner runner = new CellRunner(cell);
		LendingPolicy lending = cell.type().slot(Turn.message(payload).getClass()).lending();
		if (!lending.isGiven(runner.timer().coarse())) {
			return false;
		}
		long begun = runner.timer().nanos();
		run(runner, engine);
		lending.took(runner.timer().nanos() - begun, runner.timer().coarse());
		return true;
	}

	/**
	 * Whether this thread may run an actor now: not in the middle of another's turn, and
	 * not while it is interrupted, which is not meant for the actor.
	 * @param engine the actor's
	 * @return {@code false} on all other threads
	 */
	static boolean isLentTo(Engine engine) {
		Thread thread = Thread.currentThread();
		return !Engine.onComputeThread() && TO.get() == engine && Engine.runner() == null && !thread.isInterrupted();
	}

	/**
	 * What the cell has to handle next.
	 */
	private static @Nullable Object next(ActorCell<?> cell) {
		Envelope first = Mailbox.next(cell.head());
		Object payload = (first != null) ? first.payload : null;
		return (payload != Mailbox.TAKEN) ? payload : null;
	}

	/**
	 * Whether it has nothing to do but to handle messages, which has taken little time
	 * lately.
	 */
	private static boolean isQuick(ActorCell<?> cell) {
		float pace = cell.serviceTime();
		return pace > 0 && pace <= TurnLength.QUICK && !cell.hasSignals() && cell.isRunning();
	}

	private static void run(CellRunner runner, Engine engine) {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		if (before != engine.classLoader()) {
			thread.setContextClassLoader(engine.classLoader());
		}
		Scope apart = engine.contexts().apart();
		try {
			runner.run(true);
		}
		finally {
			engine.contexts().close(apart);
			Thread.interrupted();
			if (thread.getContextClassLoader() != before) {
				thread.setContextClassLoader(before);
			}
		}
	}

}
