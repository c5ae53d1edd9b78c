package dev.actorspring.engine;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.engine.log.Texts;
import dev.actorspring.system.ContextCarrier;
import dev.actorspring.system.ContextCarrier.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries contexts with messages, if anybody wants that, and keeps what the carrier
 * throws from senders and actors. Keeps what one handler leaves on its thread from all
 * others.
 */
final class Contexts {

	private static final Logger log = LoggerFactory.getLogger(Contexts.class);

	private final @Nullable ContextCarrier carrier;

	private final LogContext logContext = new LogContext();

	/** A carrier that fails does so for every message, but is reported once. */
	private final AtomicBoolean reported = new AtomicBoolean();

	/**
	 * Creates the contexts of a system.
	 * @param carrier carries them, or {@code null} if nothing is carried
	 */
	Contexts(@Nullable ContextCarrier carrier) {
		this.carrier = carrier;
	}

	/**
	 * Takes the context of this thread.
	 * @return the context, or {@code null} if there is none to carry
	 */
	@Nullable Object capture() {
		if (this.carrier == null) {
			return null;
		}
		try {
			return this.carrier.capture();
		}
		catch (Throwable ex) {
			report("capture", ex);
			return null;
		}
	}

	/**
	 * What of a context goes to another node.
	 * @param context what was captured
	 * @return texts by names
	 */
	Map<String, String> export(@Nullable Object context) {
		if (this.carrier == null || context == null) {
			return Map.of();
		}
		try {
			return Map.copyOf(this.carrier.export(context));
		}
		catch (Throwable ex) {
			report("export", ex);
			return Map.of();
		}
	}

	/**
	 * The context of a message from another node.
	 * @param exported texts by names
	 * @return what counts as captured
	 */
	@Nullable Object adopt(Map<String, String> exported) {
		if (this.carrier == null || exported.isEmpty()) {
			return null;
		}
		try {
			return this.carrier.adopt(exported);
		}
		catch (Throwable ex) {
			report("adopt", ex);
			return null;
		}
	}

	/**
	 * Whether a context has to be put in place.
	 * @param context what was captured
	 * @param current whose thread it is, if it is that of an actor
	 * @return also {@code true} for no context in the middle of another turn, whose
	 * context must not be seen
	 */
	boolean concern(@Nullable Object context, @Nullable Incarnation<?> current) {
		return this.carrier != null && (context != null || (current != null && current.suspension() != null));
	}

	/**
	 * Puts a context in place.
	 * @param context what was captured
	 * @return for {@link #close}
	 */
	@Nullable Scope restore(@Nullable Object context) {
		if (this.carrier == null) {
			return null;
		}
		try {
			return this.carrier.restore(context);
		}
		catch (Throwable ex) {
			report("restore", ex);
			return null;
		}
	}

	void close(@Nullable Scope scope) {
		if (scope == null) {
			return;
		}
		try {
			scope.close();
		}
		catch (Throwable ex) {
			report("close", ex);
		}
	}

	/**
	 * Keeps this thread's own context apart from an actor that runs here, and what that
	 * leaves behind from whoever lends the thread.
	 * @return for {@link #close}
	 */
	Scope apart() {
		Scope carried = isClear() ? null : restore(null);
		Scope log = this.logContext.setAside();
		return () -> {
			log.close();
			if (carried != null) {
				carried.close();
			}
			else {
				clearCarried();
			}
		};
	}

	/**
	 * Takes away what a handler has left on this thread.
	 */
	void clear() {
		clearCarried();
		try {
			this.logContext.clear();
		}
		catch (RuntimeException ex) {
			report("clear", ex);
		}
	}

	private boolean isClear() {
		try {
			return this.carrier == null || this.carrier.isClear();
		}
		catch (Throwable ex) {
			report("look at", ex);
			return true;
		}
	}

	private void clearCarried() {
		if (this.carrier == null) {
			return;
		}
		try {
			if (!this.carrier.isClear()) {
				this.carrier.clear();
			}
		}
		catch (Throwable ex) {
			report("clear", ex);
		}
	}

	private void report(String what, Throwable thrown) {
		if (this.reported.compareAndSet(false, true)) {
			Texts.safely(log, () -> log.warn("The context carrier failed to {} a context. Messages go on without; "
					+ "further failures are not reported", what, thrown));
		}
	}

}
