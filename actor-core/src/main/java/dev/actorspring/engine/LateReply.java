package dev.actorspring.engine;

import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

import dev.actorspring.ActorException;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.HandlerRefusedException;
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
		if (cause == null && live != null) {
			Turn.whenVisible(live, this.ask, () -> Turn.reply(live, this.handler, this.ask, value));
		}
		else if (cause == null) {
			// Who has promised it is gone, and the request has failed with that.
			Turn.late(this.ask, value);
		}
		else if (cause instanceof HandlerRefusedException refused) {
			decline(refused.refusal());
		}
		else if (this.handler.declares(cause) || cause instanceof ActorException) {
			// The turn is long over: what failed is another actor, which answers for it.
			decline(cause);
		}
		else if (live != null && !(cause instanceof CancellationException && this.ask.isOver())) {
			// Else it is only what became of giving the stage up.
			Turn.crashLater(live, this.ask, cause);
		}
	}

	private void decline(Throwable cause) {
		if (!this.ask.decline(cause)) {
			Turn.late(this.ask, null);
		}
	}

}
