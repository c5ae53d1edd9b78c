package dev.actorspring.engine;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.engine.Batch.Item;
import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.HandlerRefusedException;
import dev.actorspring.protocol.ReplyAdapter;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.TurnEnd;
import dev.actorspring.system.TurnObserver;
import dev.actorspring.system.TurnObserver.Observed;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handling of several messages of one kind by one incarnation, in one turn. Each is
 * measured, answered and shown to the interceptor for itself, as by a {@link Turn} of its
 * own; the observer sees one turn, of the first. No sender's context is in place, as they
 * have many.
 */
final class BatchTurn {

	private static final Logger log = LoggerFactory.getLogger(BatchTurn.class);

	private static final String NOTHING = "The handler returned null";

	private final CellRunner runner;

	private final Incarnation<?> incarnation;

	private final @Nullable ActorInterceptor interceptor;

	private final Batch batch;

	private final Handler handler;

	/** In the order of the messages; {@code null} if there are none, or not yet. */
	private @Nullable List<?> replies;

	/** Of the list of replies. */
	private @Nullable CompletionStage<?> later;

	private @Nullable Throwable thrown;

	/** What advice has refused the messages with. */
	private @Nullable Throwable refusal;

	private @Nullable Throwable crash;

	private BatchTurn(CellRunner runner, Incarnation<?> incarnation, Batch batch,
			@Nullable ActorInterceptor interceptor) {
		this.runner = runner;
		this.incarnation = incarnation;
		this.interceptor = interceptor;
		this.batch = batch;
		this.handler = batch.handler();
	}

	/**
	 * Handles a message together with those behind it.
	 * @param runner of this thread
	 * @param incarnation who handles them
	 * @param slot what to do with the first
	 * @param message the first
	 * @param ask whose request it is, or {@code null}
	 * @param interceptor who is around it, if anybody is
	 * @return what crashed the incarnation, or {@code null} if it is well
	 */
	static @Nullable Throwable run(CellRunner runner, Incarnation<?> incarnation, Slot slot, Message<?> message,
			@Nullable Ask<?> ask, @Nullable ActorInterceptor interceptor) {
		Batch batch = Batch.of(runner, incarnation, Objects.requireNonNull(slot.handler()),
				new Item(message, ask, slot), interceptor);
		runner.inHand = batch;
		return new BatchTurn(runner, incarnation, batch, interceptor).run(slot.observer());
	}

	private @Nullable Throwable run(@Nullable TurnObserver observer) {
		Observed observed = (observer != null)
				? Observing.begin(observer, this.incarnation, this.batch.items().getFirst().message()) : null;
		long begun = this.runner.timer().nanos();
		Throwable forced = call();
		// An interrupt that it leaves behind is its own, and nobody else's.
		this.runner.clearInterrupt();
		if (this.thrown instanceof HandlerRefusedException refused) {
			this.refusal = refused.refusal();
			this.thrown = this.refusal;
		}
		this.crash = this.incarnation.interleavedCrash();
		if (this.crash == null && this.thrown != null && (forced != null || this.incarnation.isKilled()
				|| !(this.refusal != null || this.handler.declares(this.thrown)))) {
			this.crash = this.thrown;
		}
		long share = (this.runner.timer().nanos() - begun) / this.batch.size();
		if (!this.incarnation.isAbandoned()) {
			this.runner.served(share);
		}
		measure(share);
		if (observed != null) {
			Observing.end(observed, this.incarnation, outcome(), (this.crash != null) ? this.crash : this.thrown);
		}
		answer(turnEnded());
		return this.crash;
	}

	/**
	 * Calls the handler.
	 * @return what crashes the incarnation, whatever the handler declares
	 */
	private @Nullable Throwable call() {
		Throwable forced = null;
		for (Item item : this.batch.items()) {
			if (this.interceptor != null && forced == null) {
				forced = Interception.beforeHandler(this.interceptor, this.incarnation.cell(), item.message());
			}
		}
		if (forced == null) {
			Object result;
			try {
				result = this.handler.invoke(instance(), this.batch.messages(), this.incarnation.context());
			}
			catch (Throwable ex) {
				this.thrown = ex;
				return null;
			}
			forced = takeReplies(result);
		}
		for (Item item : this.batch.items()) {
			if (this.interceptor != null && forced == null) {
				forced = Interception.afterHandler(this.interceptor, this.incarnation.cell(), item.message());
			}
		}
		this.thrown = forced;
		return forced;
	}

	private Object instance() {
		return Objects.requireNonNull(this.incarnation.instance);
	}

	/**
	 * Takes what the handler has returned.
	 * @return what is wrong with it, or {@code null}
	 */
	private @Nullable Throwable takeReplies(@Nullable Object result) {
		if (this.handler.replyType() == null) {
			return null;
		}
		try {
			ReplyAdapter adapter = this.handler.adapter();
			if (adapter != null && !this.handler.repliesOneByOne()) {
				this.later = Objects.requireNonNull(adapter.toStage(Objects.requireNonNull(result, NOTHING)), NOTHING);
				return null;
			}
			List<?> list = replies(result);
			if (this.handler.repliesOneByOne()) {
				list.forEach((stage) -> Objects.requireNonNull(stage, "The handler returned null among its stages"));
			}
			this.replies = list;
			return null;
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

	/**
	 * Checks that there is a reply for each message.
	 */
	private List<?> replies(@Nullable Object result) {
		List<?> list = (List<?>) Objects.requireNonNull(result, NOTHING);
		if (list.size() != this.batch.size()) {
			throw new IllegalStateException(
					"%s has returned %d replies to %d messages: let it return one for each, in the order of the messages"
						.formatted(this.handler, list.size(), this.batch.size()));
		}
		return list;
	}

	private TurnOutcome outcome() {
		return (this.crash != null) ? TurnOutcome.CRASHED
				: (this.thrown != null) ? TurnOutcome.DECLINED : TurnOutcome.SUCCESS;
	}

	private void measure(long share) {
		// Whoever sees the outcome finds what was handled before in the meters.
		this.runner.tell();
		TurnOutcome outcome = outcome();
		for (Item item : this.batch.items()) {
			if (item.slot().probe() != null) {
				try {
					item.slot().probe().handled(outcome, share);
				}
				catch (Throwable ex) {
					log.warn("A probe of {} failed", this.incarnation.path(), ex);
				}
			}
		}
	}

	/**
	 * Shows the interceptor what each message has come to.
	 * @return what is to be answered instead, at the place of each message
	 */
	private @Nullable Throwable[] turnEnded() {
		@Nullable Throwable[] instead = new Throwable[this.batch.size()];
		// The turn of one that was abandoned meanwhile has never been.
		if (this.interceptor != null && this.incarnation.hold()) {
			for (int i = 0; i < instead.length; i++) {
				instead[i] = Interception.turnEnded(this.interceptor, this.incarnation.cell(),
						this.batch.items().get(i).message(), end(i));
			}
			this.incarnation.letGo();
		}
		return instead;
	}

	private TurnEnd end(int index) {
		if (this.crash != null) {
			return new TurnEnd.Crashed(this.crash);
		}
		if (this.thrown != null) {
			return new TurnEnd.Declined(this.thrown, this.refusal == null && this.handler.declares(this.thrown));
		}
		if (this.later != null) {
			return new TurnEnd.Promised(this.later);
		}
		Object reply = reply(index);
		if (reply instanceof Forwarding) {
			return TurnEnd.FORWARDED;
		}
		return (reply instanceof CompletionStage<?> stage && this.handler.repliesOneByOne())
				? new TurnEnd.Promised(stage) : new TurnEnd.Replied(reply);
	}

	private void answer(@Nullable Throwable[] instead) {
		for (int i = 0; i < instead.length; i++) {
			Item item = this.batch.items().get(i);
			Throwable failure = (instead[i] != null) ? instead[i] : this.thrown;
			if (item.ask() != null) {
				answer(item.ask(), i, failure);
			}
			else if (this.crash == null && this.refusal != null) {
				this.incarnation.cell().type().refused(this.incarnation.path(), item.message(), this.refusal);
			}
			else if (failure == null && reply(i) instanceof Forwarding<?, ?> forwarding) {
				forwarding.tell(this.incarnation);
			}
		}
	}

	private @Nullable Object reply(int index) {
		return (this.replies != null) ? this.replies.get(index) : null;
	}

	private void answer(Ask<?> ask, int index, @Nullable Throwable failure) {
		if (this.crash != null && this.incarnation.isKilled()) {
			ask.terminated(this.incarnation.path(), "it was killed while handling it", Handling.UNKNOWN);
		}
		else if (this.crash != null) {
			ask.crashed(this.crash);
		}
		else if (failure != null) {
			Turn.whenVisible(this.incarnation, ask, () -> {
				if (!ask.decline(failure)) {
					Turn.late(ask, null);
				}
			});
		}
		else if (this.later != null) {
			this.incarnation.promise(ask, this.later.thenApply((list) -> replies(list).get(index)), this.handler);
		}
		else if (reply(index) instanceof Forwarding<?, ?> forwarding) {
			forwarding.send(this.incarnation, ask);
		}
		else if (this.handler.repliesOneByOne() && reply(index) instanceof CompletionStage<?> stage) {
			this.incarnation.promise(ask, stage, this.handler);
		}
		else {
			Object reply = reply(index);
			Turn.whenVisible(this.incarnation, ask, () -> Turn.reply(this.incarnation, this.handler, ask, reply));
		}
	}

}
