package dev.actorspring.engine;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorException;
import dev.actorspring.Message;
import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.ReplyAdapter;
import dev.actorspring.protocol.StreamReply;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handling of one message by one incarnation.
 */
final class Turn {

	private static final Logger log = LoggerFactory.getLogger(Turn.class);

	private Turn() {
	}

	/**
	 * Handles what was taken from the mailbox, unless nobody wants it any more.
	 * @param incarnation who handles it
	 * @param payload a message, {@link Told}, an {@link Ask} or a {@link SelfMessage}
	 * @return what crashed the incarnation, or {@code null} if it is well
	 */
	static @Nullable Throwable handle(Incarnation<?> incarnation, Object payload) {
		return switch (payload) {
			case Ask<?> ask -> ask.begin() ? handle(incarnation, ask.request(), ask, ask.context()) : null;
			case Told told -> handle(incarnation, told.message(), null, told.context());
			case SelfMessage own -> {
				Message<?> message = own.open(incarnation);
				yield (message != null) ? handle(incarnation, message, null, own.context()) : null;
			}
			case Message<?> message -> handle(incarnation, message, null, null);
			default -> throw new IllegalStateException("Not a payload: " + payload);
		};
	}

	private static @Nullable Throwable handle(Incarnation<?> incarnation, Message<?> message, @Nullable Ask<?> ask,
			@Nullable Object context) {
		if (message instanceof LateFailure failure) {
			return failure.cause();
		}
		ActorType<?> type = incarnation.cell().type();
		Slot slot = type.slot(message.getClass());
		Handler handler = slot.handler();
		if (handler == null) {
			unhandled(incarnation, message, ask);
			return null;
		}
		Object before = incarnation.inHand;
		ActorCell<?> cell = incarnation.cell();
		int beforeSince = cell.lastActive();
		incarnation.inHand = (ask != null) ? ask : message;
		cell.lastActive(type.engine().timer().coarse());
		try {
			return run(incarnation, slot, handler, message, ask, context);
		}
		finally {
			incarnation.inHand = before;
			if (before != null) {
				cell.lastActive(beforeSince);
			}
		}
	}

	@SuppressWarnings("NullAway") // the instance is there once messages are handled
	private static @Nullable Throwable run(Incarnation<?> incarnation, Slot slot, Handler handler, Message<?> message,
			@Nullable Ask<?> ask, @Nullable Object context) {
		ActorCell<?> cell = incarnation.cell();
		Timer timer = cell.type().engine().timer();
		MessageProbe probe = slot.probe();
		Surroundings surroundings = Surroundings.enter(incarnation, slot, message, context);
		// What is handled in the middle of another turn does not hold up the queue.
		boolean inTurn = incarnation.suspension() == null;
		boolean timed = probe != null || (inTurn && cell.timesNextTurn());
		long begun = timed ? timer.nanos() : 0;
		Object result = null;
		Throwable thrown = null;
		CompletionStage<?> stage = null;
		try {
			result = handler.invoke(incarnation.instance, message, incarnation);
			ReplyAdapter adapter = handler.adapter();
			if (adapter != null) {
				stage = Objects.requireNonNull(adapter.toStage(result), "The handler returned null");
			}
		}
		catch (Throwable ex) {
			thrown = ex;
		}
		Throwable crash = incarnation.interleavedCrash();
		if (crash == null && thrown != null
				&& (incarnation.isKilled() || !(handler.declares(thrown) || isTimeUp(thrown, ask)))) {
			crash = thrown;
		}
		long ended = timed ? timer.nanos() : 0;
		long nanos = timed ? ended - begun : cell.coarseTimeOfTurn();
		if (inTurn && nanos >= 0 && !incarnation.isAbandoned()) {
			cell.served(nanos);
		}
		TurnOutcome outcome = (crash != null) ? TurnOutcome.CRASHED
				: (thrown != null) ? TurnOutcome.DECLINED : TurnOutcome.SUCCESS;
		if (probe != null) {
			measure(probe, outcome, nanos, incarnation);
		}
		if (surroundings != null) {
			surroundings.leave(incarnation, outcome, (crash != null) ? crash : thrown);
		}
		if (ask != null) {
			answer(incarnation, handler, ask, result, stage, thrown, crash, ended);
		}
		return crash;
	}

	/**
	 * Whether a handler has only failed because of the time of its own request, which
	 * those that it has asked have inherited. How much time that was is the asker's
	 * choice and must not decide over the life of the actor.
	 */
	private static boolean isTimeUp(Throwable thrown, @Nullable Ask<?> ask) {
		return ask != null && ask.isTimeUp(thrown);
	}

	private static void measure(MessageProbe probe, TurnOutcome outcome, long nanos, Incarnation<?> incarnation) {
		try {
			probe.handled(outcome, nanos);
		}
		catch (Throwable ex) {
			log.warn("A probe of {} failed", incarnation.path(), ex);
		}
	}

	private static void answer(Incarnation<?> incarnation, Handler handler, Ask<?> ask, @Nullable Object result,
			@Nullable CompletionStage<?> stage, @Nullable Throwable thrown, @Nullable Throwable crash, long now) {
		if (crash != null && incarnation.isKilled()) {
			ask.terminated(incarnation.path(), "it was killed while handling it");
		}
		else if (crash != null) {
			ask.crashed(crash);
		}
		else if (thrown != null) {
			noteLate(incarnation, ask, ask.decline(thrown));
		}
		else if (stage != null && handler.adapter() != null) {
			incarnation.promise(ask, stage, handler.adapter());
			stage.whenComplete((value, failure) -> answerLater(incarnation, handler, ask, value, failure));
		}
		else {
			reply(incarnation, handler, ask, result, now);
		}
	}

	private static void answerLater(Incarnation<?> incarnation, Handler handler, Ask<?> ask, @Nullable Object value,
			@Nullable Throwable failure) {
		Throwable cause = Results.unwrap(failure);
		if (cause == null) {
			reply(incarnation, handler, ask, value, incarnation.cell().type().engine().timer().nanos());
		}
		else if (handler.declares(cause) || cause instanceof ActorException) {
			// The turn is long over: what failed is another actor, which answers for it.
			noteLate(incarnation, ask, ask.decline(cause));
		}
		else if (!(cause instanceof CancellationException && ask.isOver())) {
			// Else it is only what became of giving the stage up.
			crashLater(incarnation, ask, cause);
		}
	}

	private static void crashLater(Incarnation<?> incarnation, Ask<?> ask, Throwable cause) {
		ask.crashed(cause);
		incarnation.cell().deliver(new SelfMessage(incarnation, new LateFailure(cause)));
	}

	private static void reply(Incarnation<?> incarnation, Handler handler, Ask<?> ask, @Nullable Object value,
			long now) {
		StreamReply stream = handler.stream();
		Object reply = value;
		if (stream != null && value != null) {
			try {
				reply = stream.toReply(incarnation.manage(stream.toPublisher(value)));
			}
			catch (Throwable ex) {
				crashLater(incarnation, ask, ex);
				return;
			}
		}
		boolean inTime = ask.reply(reply, now);
		noteLate(incarnation, ask, inTime);
		if (!inTime && value instanceof FedStream<?> fed) {
			fed.unwanted();
		}
	}

	private static void noteLate(Incarnation<?> incarnation, Ask<?> ask, boolean inTime) {
		if (!inTime) {
			ActorCell<?> cell = incarnation.cell();
			cell.type().deadLetter(cell.path(), ask.request(), Reason.LATE_REPLY);
		}
	}

	private static void unhandled(Incarnation<?> incarnation, Message<?> message, @Nullable Ask<?> ask) {
		ActorCell<?> cell = incarnation.cell();
		if (ask != null) {
			ask.unhandled();
		}
		else {
			cell.type().deadLetter(cell.path(), message, Reason.UNHANDLED);
		}
	}

	/**
	 * Tells an incarnation that a reply it had promised has failed with an exception that
	 * its handler does not declare.
	 *
	 * @param cause the exception
	 */
	record LateFailure(Throwable cause) implements Message<Object> {

	}

}
