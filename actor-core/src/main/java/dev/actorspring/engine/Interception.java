package dev.actorspring.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorException;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.TurnDecision;
import dev.actorspring.spi.TurnEnd;
import dev.actorspring.system.ActorEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls interceptors, so that nothing which they throw harms the cell.
 */
final class Interception {

	private static final Logger log = LoggerFactory.getLogger(Interception.class);

	private Interception() {
	}

	/**
	 * Whether it is asked by {@link #isFull}.
	 */
	static boolean limitsMailbox(ActorInterceptor interceptor, ActorSpec<?> spec) {
		try {
			return interceptor.limitsMailbox();
		}
		catch (Throwable ex) {
			report(spec.name(), ex);
			return false;
		}
	}

	/**
	 * Whether a mailbox is full whatever is in it. Any thread.
	 */
	static boolean isFull(ActorCell<?> cell) {
		ActorInterceptor interceptor = cell.type().interceptor();
		try {
			return interceptor != null && interceptor.isFull(cell);
		}
		catch (Throwable ex) {
			report(cell, ex);
			return false;
		}
	}

	/**
	 * What a start fails with before the factory is called, or {@code null}.
	 */
	static @Nullable Throwable beforeFactory(ActorCell<?> cell) {
		ActorInterceptor interceptor = cell.type().interceptor();
		try {
			return (interceptor != null) ? interceptor.beforeFactory(cell) : null;
		}
		catch (Throwable ex) {
			report(cell, ex);
			return null;
		}
	}

	/**
	 * What a turn crashes with before its handler is called, or {@code null}.
	 */
	static @Nullable Throwable beforeHandler(ActorInterceptor interceptor, ActorCell<?> cell, Message<?> message) {
		try {
			return interceptor.beforeHandler(cell, message);
		}
		catch (Throwable ex) {
			report(cell, ex);
			return null;
		}
	}

	/**
	 * What a turn crashes with when its handler has returned, or {@code null}.
	 */
	static @Nullable Throwable afterHandler(ActorInterceptor interceptor, ActorCell<?> cell, Message<?> message) {
		try {
			return interceptor.afterHandler(cell, message);
		}
		catch (Throwable ex) {
			report(cell, ex);
			return null;
		}
	}

	static TurnDecision beforeTurn(ActorInterceptor interceptor, ActorCell<?> cell, Object payload) {
		Message<?> message = Turn.message((payload instanceof EventEntry entry) ? entry.open() : payload);
		try {
			return interceptor.beforeTurn(cell, message, (payload instanceof Ask<?> ask) ? ask : null);
		}
		catch (Throwable ex) {
			report(cell, ex);
			return TurnDecision.HANDLED;
		}
	}

	/**
	 * Whether something is handled. If not, the interceptor has it now.
	 */
	static boolean admits(TurnDecision decision, ActorCell<?> cell, Object payload) {
		if (decision instanceof TurnDecision.Handled) {
			return true;
		}
		if (payload instanceof Ask<?> ask && !ask.begin()) {
			cell.withdrawalPassed();
		}
		return false;
	}

	/**
	 * Whether something is taken though the mailbox is full.
	 */
	static boolean admitsWithoutRoom(ActorCell<?> cell, Object payload) {
		ActorInterceptor interceptor = cell.type().interceptor();
		if (interceptor == null || payload instanceof Ask || payload instanceof SelfMessage) {
			return false;
		}
		try {
			return interceptor.admitsWithoutRoom(cell, Turn.message(payload));
		}
		catch (Throwable ex) {
			report(cell, ex);
			return false;
		}
	}

	static @Nullable CompletionStage<?> beforeSend(ActorInterceptor interceptor, ActorCell<?> cell) {
		try {
			return interceptor.beforeSend(cell);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * A turn waits, or goes on.
	 * @param waits which of the two
	 */
	static void turnWaits(ActorCell<?> cell, boolean waits) {
		ActorInterceptor interceptor = cell.type().interceptor();
		if (interceptor == null) {
			return;
		}
		try {
			if (waits) {
				interceptor.turnWaits(cell);
			}
			else {
				interceptor.turnResumes(cell);
			}
		}
		catch (Throwable ex) {
			report(cell, ex);
		}
	}

	/**
	 * A turn has ended.
	 * @return what the answer is in place of what the turn has come to, or {@code null}
	 */
	static @Nullable ActorException turnEnded(ActorInterceptor interceptor, ActorCell<?> cell, Message<?> message,
			TurnEnd end) {
		return answer(cell, () -> interceptor.turnEnded(cell, message, end));
	}

	private static @Nullable ActorException answer(ActorCell<?> cell, Runnable hook) {
		try {
			hook.run();
			return null;
		}
		catch (ActorException ex) {
			return ex;
		}
		catch (Throwable ex) {
			report(cell, ex);
			return null;
		}
	}

	/**
	 * A message that nobody waits for will not be handled. Any thread.
	 */
	static void deadLetter(ActorCell<?> cell, Message<?> message, ActorEvent.DeadLetter.Reason reason) {
		ActorInterceptor interceptor = cell.type().interceptor();
		if (interceptor != null) {
			try {
				interceptor.discarded(cell, message);
			}
			catch (Throwable ex) {
				report(cell, ex);
			}
		}
		cell.type().deadLetter(cell.path(), message, reason);
	}

	static void ended(ActorInterceptor interceptor, ActorCell<?> cell, ExitReason reason) {
		try {
			interceptor.ended(cell, reason);
		}
		catch (Throwable ex) {
			report(cell, ex);
		}
	}

	/**
	 * Answers a request when its reply may be seen.
	 * @param interceptor knows when
	 * @param cell whose reply it is
	 * @param ask the request
	 * @param answer gives the reply; any thread, and not this one if it has to wait
	 */
	static void whenVisible(ActorInterceptor interceptor, ActorCell<?> cell, Ask<?> ask, Runnable answer) {
		CompletionStage<?> gate = null;
		try {
			gate = interceptor.beforeReply(cell, ask.request());
		}
		catch (Throwable ex) {
			ask.crashed(ex);
			return;
		}
		if (gate == null) {
			answer.run();
			return;
		}
		// Not on the thread of whoever has kept it back, as what depends on it takes
		// time.
		Engine engine = cell.type().engine();
		gate.whenComplete((value, failure) -> engine.complete(() -> answer(ask, answer, failure)));
	}

	private static void answer(Ask<?> ask, Runnable answer, @Nullable Throwable failure) {
		Throwable cause = FutureResults.unwrap(failure);
		if (cause == null) {
			answer.run();
		}
		else if (!ask.decline(cause)) {
			Turn.late(ask, null);
		}
	}

	/**
	 * A reply that a turn has promised is there.
	 * @return what the answer is in its place, or {@code null}
	 */
	static @Nullable ActorException promiseEnded(ActorCell<?> cell, Ask<?> ask, TurnEnd end) {
		ActorInterceptor interceptor = cell.type().interceptor();
		return (interceptor != null) ? answer(cell, () -> interceptor.promiseEnded(cell, ask.request(), end)) : null;
	}

	/**
	 * Whether a promised reply is wanted even if nobody waits for it any more.
	 */
	static boolean wantsReply(ActorCell<?> cell, Ask<?> ask) {
		ActorInterceptor interceptor = cell.type().interceptor();
		if (interceptor == null) {
			return false;
		}
		try {
			return interceptor.wantsReply(cell, ask.request());
		}
		catch (Throwable ex) {
			report(cell, ex);
			return false;
		}
	}

	/**
	 * The request that was let in is not handled, as nobody waits for it any more.
	 */
	static void withdrawn(ActorCell<?> cell, Ask<?> ask) {
		ActorInterceptor interceptor = cell.type().interceptor();
		if (interceptor != null) {
			turnEnded(interceptor, cell, ask.request(), TurnEnd.WITHDRAWN);
		}
	}

	private static void report(ActorCell<?> cell, Throwable thrown) {
		report(cell.path(), thrown);
	}

	/**
	 * An interceptor has failed where it must not.
	 */
	static void report(String path, Throwable thrown) {
		Texts.safely(log, () -> log.warn("The interceptor of {} failed", Texts.line(path), thrown));
	}

}
