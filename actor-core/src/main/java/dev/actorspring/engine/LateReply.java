package dev.actorspring.engine;

import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

import dev.actorspring.ActorException;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.HandlerRefusedException;
import dev.actorspring.spi.TurnEnd;
import org.jspecify.annotations.Nullable;

/**
 * A reply that a handler has promised, on its way to the asker.
 *
 * @param by who has promised it
 * @param handler in which handler
 * @param ask the request
 */
record LateReply(IncarnationHandle by, Handler handler,
		Ask<?> ask) implements BiConsumer<@Nullable Object, @Nullable Throwable> {

	@Override
	public void accept(@Nullable Object value, @Nullable Throwable failure) {
		Throwable cause = FutureResults.unwrap(failure);
		Incarnation<?> live = this.by.get();
		ActorException instead = (live != null) ? Interception.promiseEnded(live.cell(), this.ask, end(value, cause))
				: null;
		if (instead != null && (cause == null || isAnswer(cause))) {
			decline(live, instead);
		}
		else if (cause == null && live != null) {
			Turn.whenVisible(live, this.ask, () -> Turn.reply(live, this.handler, this.ask, value));
		}
		else if (cause == null) {
			// Who has promised it is gone, and the request has failed with that.
			Turn.late(this.ask, value);
		}
		else if (cause instanceof HandlerRefusedException refused) {
			decline(live, refused.refusal());
		}
		else if (isAnswer(cause)) {
			// The turn is long over: what failed is another actor, which answers for it.
			decline(live, cause);
		}
		else if (live != null && !(cause instanceof CancellationException && this.ask.isOver())) {
			// Else it is only what became of giving the stage up.
			Turn.crashLater(live, this.ask, cause);
		}
	}

	private boolean isAnswer(Throwable cause) {
		return this.handler.declares(cause) || cause instanceof ActorException;
	}

	private TurnEnd end(@Nullable Object value, @Nullable Throwable cause) {
		if (cause == null) {
			return new TurnEnd.Replied(value);
		}
		if (cause instanceof HandlerRefusedException refused) {
			return new TurnEnd.Declined(refused.refusal(), false);
		}
		return isAnswer(cause) ? new TurnEnd.Declined(cause, this.handler.declares(cause)) : new TurnEnd.Crashed(cause);
	}

	private void decline(@Nullable Incarnation<?> live, Throwable cause) {
		if (live != null) {
			Turn.whenVisible(live, this.ask, () -> decline(cause));
		}
		else {
			decline(cause);
		}
	}

	private void decline(Throwable cause) {
		if (!this.ask.decline(cause)) {
			Turn.late(this.ask, null);
		}
	}

}
