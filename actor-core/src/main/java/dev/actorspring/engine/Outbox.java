package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.actorspring.spi.ActorInterceptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an actor has sent and its interceptor keeps back, in the order in which it was
 * sent. Outlives incarnations.
 */
final class Outbox {

	private static final Logger log = LoggerFactory.getLogger(Outbox.class);

	private final Engine engine;

	private final Queue<Waiting> waiting = new ArrayDeque<>();

	private boolean sending;

	Outbox(Engine engine) {
		this.engine = engine;
	}

	/**
	 * Whether something that is sent on this thread may have to wait until it may be
	 * seen. Costs hardly anything if not. Any thread.
	 * @param engine of the receiver
	 * @return {@code false} if the sender is no actor, or has nothing to hide
	 */
	static boolean mayKeepBack(Engine engine) {
		if (!engine.keepsBack()) {
			return false;
		}
		Incarnation<?> current = Engine.current();
		return current != null && current.cell().type().interceptor() != null;
	}

	/**
	 * Has something that the actor on this thread sends wait until it may be seen. Any
	 * thread.
	 * @param send sends it then; any thread
	 * @param drop told why it is not sent after all; any thread
	 * @return {@code false} if there is no reason to wait: the caller sends it itself
	 */
	static boolean keepBack(Runnable send, Consumer<Throwable> drop) {
		Incarnation<?> current = Engine.current();
		if (current == null) {
			return false;
		}
		ActorCell<?> sender = current.cell();
		ActorInterceptor interceptor = sender.type().interceptor();
		if (interceptor == null) {
			return false;
		}
		CompletionStage<?> gate = Interception.beforeSend(interceptor, sender);
		Outbox known = sender.outbox();
		if (gate == null && (known == null || known.isEmpty())) {
			return false;
		}
		Outbox outbox = (known != null) ? known : sender.makeOutbox(sender.type().engine());
		outbox.add(new Waiting((gate != null) ? gate.toCompletableFuture() : null, send, drop));
		return true;
	}

	private synchronized boolean isEmpty() {
		return this.waiting.isEmpty() && !this.sending;
	}

	private void add(Waiting one) {
		synchronized (this) {
			this.waiting.add(one);
		}
		if (one.gate() != null) {
			one.gate().whenComplete((value, failure) -> this.engine.execute(this::sendWhatMay));
		}
		else {
			this.engine.execute(this::sendWhatMay);
		}
	}

	private void sendWhatMay() {
		for (;;) {
			Waiting first;
			synchronized (this) {
				first = this.waiting.peek();
				if (this.sending || first == null || !first.isOver()) {
					return;
				}
				this.waiting.remove();
				this.sending = true;
			}
			try {
				first.end();
			}
			catch (RuntimeException | Error ex) {
				// Others come after it.
				log.error("What an actor has sent could not be delivered", ex);
			}
			finally {
				synchronized (this) {
					this.sending = false;
				}
			}
		}
	}

	/**
	 * Something that was sent.
	 *
	 * @param gate what it waits for, or {@code null} if only for those before it
	 * @param send sends it
	 * @param drop told why it is not sent
	 */
	private record Waiting(@Nullable CompletableFuture<?> gate, Runnable send, Consumer<Throwable> drop) {

		boolean isOver() {
			return this.gate == null || this.gate.isDone();
		}

		void end() {
			if (this.gate != null && this.gate.isCompletedExceptionally()) {
				this.drop.accept(this.gate.exceptionNow());
			}
			else {
				this.send.run();
			}
		}

	}

}
