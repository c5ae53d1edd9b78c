package dev.actorspring.engine;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import dev.actorspring.Message;
import dev.actorspring.system.ContextCarrier.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The completion of a stage on its way to an incarnation, as a message. The stage may
 * stay pending for ever and keeps this object, which lets go of the incarnation, and of
 * its code, when that has ended.
 *
 * @param <T> the type of the stage's value
 */
final class Pipe<T> implements BiConsumer<@Nullable T, @Nullable Throwable> {

	private volatile @Nullable Target<T> target;

	Pipe(Incarnation<?> incarnation, BiFunction<@Nullable T, @Nullable Throwable, ? extends Message<?>> toMessage,
			@Nullable Object context) {
		this.target = new Target<>(incarnation, toMessage, context);
	}

	@Override
	public void accept(@Nullable T value, @Nullable Throwable failure) {
		Target<T> open = this.target;
		if (open != null && !open.incarnation().hasEnded()) {
			open.incarnation().cell().deliver(new Piped<>(open, value, FutureResults.unwrap(failure)));
		}
		close();
	}

	/**
	 * Lets go of the incarnation. Any thread.
	 */
	void close() {
		this.target = null;
	}

	/**
	 * Where it leads.
	 *
	 * @param <T> the type of the stage's value
	 * @param incarnation who is to get the message
	 * @param toMessage makes it
	 * @param context the context of the turn that has ordered it
	 */
	private record Target<T>(Incarnation<?> incarnation,
			BiFunction<@Nullable T, @Nullable Throwable, ? extends Message<?>> toMessage, @Nullable Object context) {

	}

	/**
	 * What was piped. The message is made on the thread of the actor whose code makes it,
	 * when that looks at it first: it must not hold up whoever has completed the stage.
	 */
	private static final class Piped<T> extends SelfMessage {

		private static final Message<?> NEVER_HANDLED = new Turn.LateFailure(new CancellationException());

		private final Target<T> target;

		private final @Nullable T value;

		private final @Nullable Throwable failure;

		private @Nullable Message<?> made;

		Piped(Target<T> target, @Nullable T value, @Nullable Throwable failure) {
			super(target.incarnation(), target.context());
			this.target = target;
			this.value = value;
			this.failure = failure;
		}

		@Override
		Message<?> message() {
			Message<?> message = this.made;
			if (message == null && incarnation().hasEnded()) {
				return NEVER_HANDLED;
			}
			if (message == null) {
				message = makeInBetweenTurns();
				this.made = message;
			}
			return message;
		}

		private Message<?> makeInBetweenTurns() {
			CellRunner serving = Objects.requireNonNull(incarnation().runner);
			Object before = serving.inHand;
			serving.inHand = this;
			try {
				return make();
			}
			finally {
				serving.inHand = before;
				serving.clearInterrupt();
			}
		}

		private Message<?> make() {
			Contexts contexts = incarnation().cell().type().engine().contexts();
			Scope scope = contexts.restore(context());
			try {
				Message<?> message = this.target.toMessage().apply(this.value, this.failure);
				return (message != null) ? message
						: new Turn.LateFailure(new NullPointerException("toMessage returned null"));
			}
			catch (Throwable ex) {
				return new Turn.LateFailure(ex);
			}
			finally {
				contexts.close(scope);
			}
		}

	}

}
