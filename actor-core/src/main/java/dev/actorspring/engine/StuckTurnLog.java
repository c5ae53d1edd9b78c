package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.engine.log.EventKeys;
import dev.actorspring.engine.log.LineLimit;
import dev.actorspring.engine.log.RepeatLog;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.system.ActorEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of turns that are stuck: a line with the stack, and an event. Of very many at a
 * time it tells only how many they were.
 */
final class StuckTurnLog {

	private static final Logger log = LoggerFactory.getLogger("dev.actorspring.stuck");

	private final Engine engine;

	private final LineLimit limit;

	StuckTurnLog(Engine engine) {
		this.engine = engine;
		this.limit = new LineLimit(engine.timer(),
				(lines) -> log.atWarn()
					.addKeyValue(EventKeys.EVENT, "left-out")
					.addKeyValue(EventKeys.COUNT, lines)
					.log("{} more lines about stuck turns within {} were left out", lines,
							Texts.duration(RepeatLog.PERIOD.toNanos())));
	}

	/**
	 * A turn is stuck.
	 * @param cell whose
	 * @param message what it has in hand
	 * @param handlingFor for how long
	 * @param thread which it is on
	 */
	void found(ActorCell<?> cell, String message, Duration handlingFor, Thread thread) {
		List<StackTraceElement> stack = List.of(thread.getStackTrace());
		if (this.limit.allows()) {
			Texts.safely(log, () -> log.atWarn()
				.addKeyValue(EventKeys.EVENT, "stuck")
				.addKeyValue(EventKeys.PATH, Texts.line(cell.path()))
				.addKeyValue(EventKeys.MESSAGE, message)
				.setCause(new Stack(stack))
				.log("{} has been handling {} for {} and is not done: its thread is {}", Texts.line(cell.path()),
						message, Texts.duration(handlingFor.toNanos()), describe(thread)));
		}
		this.engine.publish(new ActorEvent.Stuck(cell.type().name(), cell.path(), message, handlingFor, stack));
	}

	/**
	 * Its actor is about to be killed, as it has taken far too long.
	 */
	void killed(ActorCell<?> cell, String message, Duration handlingFor) {
		if (this.limit.allows()) {
			Texts.safely(log,
					() -> log.atWarn()
						.addKeyValue(EventKeys.EVENT, "stuck-killed")
						.addKeyValue(EventKeys.PATH, Texts.line(cell.path()))
						.addKeyValue(EventKeys.MESSAGE, message)
						.log("{} has been handling {} for {} and is killed", Texts.line(cell.path()), message,
								Texts.duration(handlingFor.toNanos())));
		}
	}

	private static String describe(Thread thread) {
		Object blocker = LockSupport.getBlocker(thread);
		String state = switch (thread.getState()) {
			case RUNNABLE -> "computing, or in a call of the operating system";
			case BLOCKED -> "waiting for a monitor that another holds";
			case WAITING, TIMED_WAITING -> "waiting";
			case NEW, TERMINATED -> "about to end";
		};
		return (blocker != null) ? state + " for " + Texts.line(name(blocker)) : state;
	}

	private static String name(Object blocker) {
		// Not its own text, which is code of others.
		return blocker.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(blocker));
	}

	/**
	 * A turn that was stuck is over.
	 * @param cell whose
	 * @param message what it had in hand
	 * @param took how long it took at most
	 */
	void over(ActorCell<?> cell, String message, Duration took) {
		if (this.limit.allows()) {
			Texts.safely(log,
					() -> log.atInfo()
						.addKeyValue(EventKeys.EVENT, "unstuck")
						.addKeyValue(EventKeys.PATH, Texts.line(cell.path()))
						.addKeyValue(EventKeys.MESSAGE, message)
						.log("{} is done with {}, within {}", Texts.line(cell.path()), message,
								Texts.duration(took.toNanos())));
		}
	}

	/**
	 * Where a thread is, so that it is written as the stack of an exception.
	 */
	private static final class Stack extends Throwable {

		private static final long serialVersionUID = 1L;

		Stack(List<StackTraceElement> stack) {
			super("This is where its thread is", null, false, true);
			setStackTrace(stack.toArray(StackTraceElement[]::new));
		}

	}

}
