package dev.actorspring.engine;

import dev.actorspring.Message;
import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.system.ContextCarrier.Scope;
import dev.actorspring.system.TurnObserver;
import dev.actorspring.system.TurnObserver.Observed;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is put around a handler: the context of the sender, and inside of it an
 * observation. Nothing that fails here keeps the handler from running.
 */
final class TurnScope {

	private static final Logger log = LoggerFactory.getLogger(TurnScope.class);

	private final Contexts contexts;

	private final @Nullable Scope scope;

	private final @Nullable Observed observed;

	private TurnScope(Contexts contexts, @Nullable Scope scope, @Nullable Observed observed) {
		this.contexts = contexts;
		this.scope = scope;
		this.observed = observed;
	}

	/**
	 * Puts in place what a handler needs.
	 * @param contexts of the system
	 * @param incarnation who is about to handle
	 * @param slot what to do with the message
	 * @param message the message
	 * @param context the context that it carries
	 * @return to be left when the handler has returned; {@code null} if it needs nothing
	 */
	static @Nullable TurnScope enter(Contexts contexts, Incarnation<?> incarnation, Slot slot, Message<?> message,
			@Nullable Object context) {
		TurnObserver observer = slot.observer();
		boolean concern = contexts.concern(context, incarnation);
		if (!concern && observer == null) {
			return null;
		}
		Scope scope = concern ? contexts.restore(context) : null;
		return new TurnScope(contexts, scope, (observer != null) ? begin(observer, incarnation, message) : null);
	}

	private static @Nullable Observed begin(TurnObserver observer, Incarnation<?> incarnation, Message<?> message) {
		try {
			return observer.begin(incarnation.path(), message);
		}
		catch (Throwable ex) {
			report(incarnation.path(), ex);
			return null;
		}
	}

	/**
	 * Removes everything again, in reverse order.
	 * @param incarnation who has handled
	 * @param outcome how it ended
	 * @param thrown what the handler threw, or what has crashed the incarnation
	 */
	void leave(Incarnation<?> incarnation, TurnOutcome outcome, @Nullable Throwable thrown) {
		if (this.observed != null) {
			try {
				this.observed.end(outcome, thrown);
			}
			catch (Throwable ex) {
				report(incarnation.path(), ex);
			}
		}
		this.contexts.close(this.scope);
	}

	private static void report(String path, Throwable thrown) {
		Texts.safely(log, () -> log.warn("An observer of {} failed", Texts.line(path), thrown));
	}

}
