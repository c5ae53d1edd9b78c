package dev.actorspring.engine;

import java.util.Objects;
import java.util.concurrent.CompletionStage;

import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.engine.TurnClock.Timing;
import dev.actorspring.engine.mailbox.TurnLength;
import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.engine.Postponing.Postponement;
import dev.actorspring.engine.stream.FedStream;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.HandlerRefusedException;
import dev.actorspring.protocol.ReplyAdapter;
import dev.actorspring.protocol.StreamReply;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.TurnEnd;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.SamplingProbe;
import dev.actorspring.system.ContextCarrier.Scope;
import dev.actorspring.system.TurnObserver;
import dev.actorspring.system.TurnObserver.Observed;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handling of one message by one incarnation.
 */
final class Turn {

	private static final Logger log = LoggerFactory.getLogger(Turn.class);

	static {
		load(Postponement.class, Scope.class, StateSlots.class, Suspension.class);
	}

	private Turn() {
	}

	/**
	 * Loads classes that many a system has no other use for: the compiler of the JVM
	 * inlines no method that has one in its signature before it is loaded.
	 */
	private static void load(Class<?>... named) {
		log.trace("{} are loaded", (Object) named);
	}

	/**
	 * Handles what was taken from the mailbox, unless nobody wants it any more.
	 * @param runner of this thread
	 * @param incarnation who handles it
	 * @param payload a message, {@link ContextMessage}, an {@link Ask}, a
	 * {@link SelfMessage} or an {@link EventEntry}
	 * @param interceptor who is around it, if anybody is
	 * @return what crashed the incarnation, or {@code null} if it is well
	 */
	static @Nullable Throwable handle(CellRunner runner, Incarnation<?> incarnation, Object payload,
			@Nullable ActorInterceptor interceptor) {
		Throwable thrown = open(runner, incarnation, payload, interceptor);
		if (thrown instanceof Postponement postponement) {
			Postponing.putAside(runner, incarnation, payload, postponement);
			return null;
		}
		return thrown;
	}

	private static @Nullable Throwable open(CellRunner runner, Incarnation<?> incarnation, Object payload,
			@Nullable ActorInterceptor interceptor) {
		// No switch: for that, JDK 21 goes through a list of types, with each message.
		if (payload instanceof Ask<?> ask) {
			if (ask.begin()) {
				return handle(runner, incarnation, ask.request(), ask, ask.context(), interceptor);
			}
			Interception.withdrawn(incarnation.cell(), ask);
			incarnation.cell().withdrawalPassed();
			return null;
		}
		if (payload instanceof ContextMessage told) {
			return handle(runner, incarnation, told.message(), null, told.context(), interceptor);
		}
		if (payload instanceof SelfMessage own) {
			Message<?> message = own.open(incarnation);
			// To make the message may have taken too long.
			return (message != null && !incarnation.isAbandoned())
					? handle(runner, incarnation, message, null, own.context(), interceptor) : null;
		}
		if (payload instanceof EventEntry entry) {
			return handle(runner, incarnation, entry.open(), interceptor);
		}
		return handle(runner, incarnation, (Message<?>) payload, null, null, interceptor);
	}

	/**
	 * What is in a payload.
	 * @param payload a message, {@link ContextMessage}, an {@link Ask}, a
	 * {@link SelfMessage} or an {@link EventEntry}
	 * @return the message; of an entry that has not been opened yet it may be another
	 * later
	 */
	static Message<?> message(Object payload) {
		return switch (payload) {
			case Ask<?> ask -> ask.request();
			case ContextMessage told -> told.message();
			case SelfMessage own -> own.message();
			case EventEntry entry -> message(entry.peek());
			default -> (Message<?>) payload;
		};
	}

	private static @Nullable Throwable handle(CellRunner runner, Incarnation<?> incarnation, Message<?> message,
			@Nullable Ask<?> ask, @Nullable Object context, @Nullable ActorInterceptor interceptor) {
		if (message instanceof LateFailure failure) {
			return failure.cause();
		}
		Slot slot = runner.slot(message.getClass());
		return (slot.handler() != null) ? handle(runner, incarnation, slot, message, ask, context, interceptor)
				: handleInState(runner, incarnation, slot, message, ask, context, interceptor);
	}

	private static @Nullable Throwable handleInState(CellRunner runner, Incarnation<?> incarnation, Slot slot,
			Message<?> message, @Nullable Ask<?> ask, @Nullable Object context,
			@Nullable ActorInterceptor interceptor) {
		StateMachine machine = (slot.states() != null) ? StateMachine.of(incarnation) : null;
		if (machine == null) {
			unhandled(incarnation, message, ask);
			return null;
		}
		Slot inState = machine.react(slot);
		Handler handler = inState.handler();
		if (handler == null) {
			return Postponing.unhandled(incarnation, inState, message, ask, interceptor);
		}
		machine.begin(handler);
		try {
			return handle(runner, incarnation, inState, message, ask, context, interceptor);
		}
		finally {
			machine.end();
		}
	}

	private static @Nullable Throwable handle(CellRunner runner, Incarnation<?> incarnation, Slot slot,
			Message<?> message, @Nullable Ask<?> ask, @Nullable Object context,
			@Nullable ActorInterceptor interceptor) {
		if (runner.inHand != null) {
			return handleMeanwhile(runner, incarnation, slot, message, ask, context, interceptor);
		}
		runner.cleanThread();
		try {
			return begin(runner, incarnation, slot, message, ask, context, interceptor);
		}
		finally {
			runner.inHand = null;
			runner.asked = null;
		}
	}

	/**
	 * Handles a message while another is in hand, whose handler waits.
	 */
	private static @Nullable Throwable handleMeanwhile(CellRunner runner, Incarnation<?> incarnation, Slot slot,
			Message<?> message, @Nullable Ask<?> ask, @Nullable Object context,
			@Nullable ActorInterceptor interceptor) {
		Object before = runner.inHand;
		Ask<?> askedBefore = runner.asked;
		long beforeSince = runner.lastActive();
		try {
			return begin(runner, incarnation, slot, message, ask, context, interceptor);
		}
		finally {
			runner.inHand = before;
			runner.asked = askedBefore;
			runner.lastActive(beforeSince);
		}
	}

	@SuppressWarnings("NullAway") // the handler is there, see above
	private static @Nullable Throwable begin(CellRunner runner, Incarnation<?> incarnation, Slot slot,
			Message<?> message, @Nullable Ask<?> ask, @Nullable Object context,
			@Nullable ActorInterceptor interceptor) {
		runner.inHand = (ask != null) ? ask : message;
		Timing timing = runner.beginTurn(slot);
		return (slot.handler().batch() > 0) ? BatchTurn.run(runner, incarnation, slot, message, ask, interceptor)
				: run(runner, timing, incarnation, slot, message, ask, context, interceptor);
	}

	@SuppressWarnings("NullAway") // the instance and the handler are there, see above
	private static @Nullable Throwable run(CellRunner runner, Timing timing, Incarnation<?> incarnation, Slot slot,
			Message<?> message, @Nullable Ask<?> ask, @Nullable Object context,
			@Nullable ActorInterceptor interceptor) {
		Handler handler = slot.handler();
		Contexts contexts = runner.contexts();
		Scope scope = contexts.concern(context, incarnation) ? contexts.restore(context) : null;
		TurnObserver observer = slot.observer();
		Observed observed = (observer != null) ? Observing.begin(observer, incarnation, message) : null;
		// What is handled in the middle of another turn does not hold up the queue.
		boolean inTurn = incarnation.suspension() == null;
		boolean timed = timing != Timing.NONE;
		long begun = timed ? runner.timer().nanos() : 0;
		Object result = null;
		Throwable forced = (interceptor != null) ? Interception.beforeHandler(interceptor, incarnation.cell(), message)
				: null;
		Throwable thrown = forced;
		CompletionStage<?> stage = null;
		if (forced == null) {
			try {
				result = handler.invoke(incarnation.instance, message, incarnation.context());
				ReplyAdapter adapter = handler.adapter();
				if (adapter != null) {
					stage = Objects.requireNonNull(adapter.toStage(result), "The handler returned null");
				}
			}
			catch (Throwable ex) {
				thrown = ex;
			}
			if (slot.states() != null && goesOn(incarnation, handler, thrown, ask)) {
				forced = Objects.requireNonNull(StateMachine.of(incarnation)).enter();
				thrown = (forced != null) ? forced : thrown;
			}
			if (interceptor != null && thrown == null) {
				forced = Interception.afterHandler(interceptor, incarnation.cell(), message);
				thrown = forced;
			}
		}
		// An interrupt that it leaves behind is its own, and nobody else's.
		runner.clearInterrupt();
		Throwable refusal = (thrown instanceof HandlerRefusedException refused) ? refused.refusal() : null;
		thrown = (refusal != null) ? refusal : thrown;
		Throwable crash = incarnation.interleavedCrash();
		if (crash == null && thrown != null && (forced != null || incarnation.isKilled()
				|| !(refusal != null || handler.declares(thrown) || isTimeUp(thrown, ask)))) {
			crash = thrown;
		}
		if (thrown instanceof Postponement && (crash == null || crash == thrown) && !incarnation.isKilled()) {
			if (observed != null) {
				Observing.end(observed, incarnation, TurnOutcome.SUCCESS, null);
			}
			contexts.close(scope);
			return Postponing.ended(incarnation, message, interceptor);
		}
		long ended = timed ? runner.timer().nanos() : 0;
		long nanos = timed ? ended - begun : runner.coarseTimeOfTurn();
		if (inTurn && nanos >= 0 && !incarnation.isAbandoned()) {
			runner.served(nanos);
		}
		TurnOutcome outcome = (crash != null) ? TurnOutcome.CRASHED
				: (thrown != null) ? TurnOutcome.DECLINED : TurnOutcome.SUCCESS;
		boolean answers = interceptor == null && ask != null && outcome == TurnOutcome.SUCCESS && stage == null
				&& handler.stream() == null;
		boolean inTime = answers && ask.claimReply();
		if (ask != null) {
			// Whoever sees the outcome finds what was handled before in the meters.
			runner.tell();
		}
		if (slot.probe() != null) {
			measure(runner, timing, slot, outcome, nanos, inTime ? ask : null, ended);
		}
		if (observed != null) {
			Observing.end(observed, incarnation, outcome, (crash != null) ? crash : thrown);
		}
		contexts.close(scope);
		// The turn of one that was abandoned meanwhile has never been.
		if (interceptor != null && incarnation.hold()) {
			Throwable instead = Interception.turnEnded(interceptor, incarnation.cell(), message,
					end(result, stage, thrown, thrown != null && refusal == null && handler.declares(thrown), crash));
			thrown = (instead != null) ? instead : thrown;
			incarnation.letGo();
		}
		if (inTime) {
			ask.completeWith(result);
		}
		else if (answers) {
			late(ask, null);
		}
		else if (ask != null) {
			answer(incarnation, handler, ask, result, stage, thrown, crash);
		}
		else if (stage instanceof Forwarding<?, ?> forwarding && crash == null) {
			forwarding.tell(incarnation);
		}
		else if (refusal != null && crash == null) {
			incarnation.cell().type().refused(incarnation.path(), message, refusal);
		}
		return crash;
	}

	/**
	 * Whether the incarnation lives on after what its handler has thrown.
	 */
	private static boolean goesOn(Incarnation<?> incarnation, Handler handler, @Nullable Throwable thrown,
			@Nullable Ask<?> ask) {
		boolean well = thrown == null || thrown instanceof Postponement || thrown instanceof HandlerRefusedException
				|| handler.declares(thrown) || isTimeUp(thrown, ask);
		return well && !incarnation.isKilled() && incarnation.interleavedCrash() == null;
	}

	private static TurnEnd end(@Nullable Object result, @Nullable CompletionStage<?> stage, @Nullable Throwable thrown,
			boolean declared, @Nullable Throwable crash) {
		if (crash != null) {
			return new TurnEnd.Crashed(crash);
		}
		if (thrown != null) {
			return new TurnEnd.Declined(thrown, declared);
		}
		if (stage instanceof Forwarding) {
			return TurnEnd.FORWARDED;
		}
		return (stage != null) ? new TurnEnd.Promised(stage) : new TurnEnd.Replied(result);
	}

	/**
	 * Whether a handler has only failed because of the time of its own request, which
	 * those that it has asked have inherited. How much time that was is the asker's
	 * choice and must not decide over the life of the actor.
	 */
	private static boolean isTimeUp(Throwable thrown, @Nullable Ask<?> ask) {
		return ask != null && ask.isTimeUp(thrown);
	}

	@SuppressWarnings("NullAway") // one implies the other
	private static void measure(CellRunner runner, Timing timing, Slot slot, TurnOutcome outcome, long nanos,
			@Nullable Ask<?> answered, long ended) {
		SamplingProbe sampling = slot.sampling();
		boolean typical = sampling != null && outcome == TurnOutcome.SUCCESS && timing != Timing.EXACT;
		try {
			if (typical && timing == Timing.NONE && nanos < 0) {
				if (answered != null) {
					sampling.replied();
				}
				else {
					runner.handled(sampling);
				}
			}
			else if (typical && timing == Timing.SAMPLE && nanos <= TurnLength.CLEARLY_SLOW) {
				if (answered != null) {
					sampling.repliedSample(nanos, answered.sinceBegun(ended));
				}
				else {
					sampling.handledSample(nanos);
				}
			}
			else {
				slot.probe().handled(outcome, (nanos >= 0) ? nanos : runner.usualTimeOfTurn());
				if (answered != null) {
					slot.probe()
						.asked(AskOutcome.REPLY,
								answered.sinceBegun((timing != Timing.NONE) ? ended : runner.timer().nanos()));
				}
			}
		}
		catch (Throwable ex) {
			log.warn("A probe of {} failed", runner.cell().path(), ex);
		}
	}

	private static void answer(Incarnation<?> incarnation, Handler handler, Ask<?> ask, @Nullable Object result,
			@Nullable CompletionStage<?> stage, @Nullable Throwable thrown, @Nullable Throwable crash) {
		if (crash != null && incarnation.isKilled()) {
			ask.terminated(incarnation.path(), "it was killed while handling it", Handling.UNKNOWN);
		}
		else if (crash != null) {
			ask.crashed(crash);
		}
		else if (stage instanceof Forwarding<?, ?> forwarding && thrown == null) {
			forwarding.send(incarnation, ask);
		}
		else if (stage != null && thrown == null && handler.adapter() != null) {
			incarnation.promise(ask, stage, handler);
		}
		else {
			whenVisible(incarnation, ask, () -> answer(incarnation, handler, ask, result, thrown));
		}
	}

	/**
	 * Answers a request, unless somebody keeps the reply back, when it may be seen.
	 * @param incarnation whose reply it is
	 * @param ask the request
	 * @param answer gives the reply
	 */
	static void whenVisible(Incarnation<?> incarnation, Ask<?> ask, Runnable answer) {
		ActorInterceptor interceptor = incarnation.cell().type().interceptor();
		if (interceptor != null) {
			Interception.whenVisible(interceptor, incarnation.cell(), ask, answer);
		}
		else {
			answer.run();
		}
	}

	private static void answer(Incarnation<?> incarnation, Handler handler, Ask<?> ask, @Nullable Object result,
			@Nullable Throwable thrown) {
		if (thrown == null) {
			reply(incarnation, handler, ask, result);
		}
		else if (!ask.decline(thrown)) {
			late(ask, null);
		}
	}

	/**
	 * A promised reply has failed with an exception that the handler does not declare.
	 * @param incarnation who has promised it
	 * @param ask the request
	 * @param cause the exception
	 */
	static void crashLater(Incarnation<?> incarnation, Ask<?> ask, Throwable cause) {
		ask.crashed(cause);
		incarnation.cell().deliver(new SelfMessage.Plain(incarnation, new LateFailure(cause)));
	}

	/**
	 * Answers, in the turn or after it.
	 * @param incarnation whose reply it is
	 * @param handler in which handler
	 * @param ask the request
	 * @param value what the handler has returned, or its stage was completed with
	 */
	static void reply(Incarnation<?> incarnation, Handler handler, Ask<?> ask, @Nullable Object value) {
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
		if (!ask.reply(reply)) {
			late(ask, value);
		}
	}

	/**
	 * A reply has come too late.
	 * @param ask the request
	 * @param value the reply, or {@code null} if it was declined
	 */
	static void late(Ask<?> ask, @Nullable Object value) {
		ActorCell<?> cell = ask.target();
		if (cell != null) {
			cell.type().deadLetter(cell.path(), ask.request(), Reason.LATE_REPLY);
		}
		if (value instanceof FedStream<?> fed) {
			fed.unwanted();
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
