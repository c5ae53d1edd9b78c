package dev.actorspring.engine;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.system.ContextCarrier;
import dev.actorspring.system.ContextCarrier.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries contexts with messages, if anybody wants that, and keeps what the carrier
 * throws from senders and actors.
 */
final class Contexts {

	private static final Logger log = LoggerFactory.getLogger(Contexts.class);

	private final @Nullable ContextCarrier carrier;

	/** A carrier that fails does so for every message, but is reported once. */
	private final AtomicBoolean reported = new AtomicBoolean();

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

	private void report(String what, Throwable thrown) {
		if (this.reported.compareAndSet(false, true)) {
			Texts.safely(log, () -> log.warn("The context carrier failed to {} a context. Messages go on without; "
					+ "further failures are not reported", what, thrown));
		}
	}

}
