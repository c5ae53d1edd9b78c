package dev.actorspring.engine;

import dev.actorspring.Message;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.system.TurnObserver;
import dev.actorspring.system.TurnObserver.Observed;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls observers of turns, so that nothing which they throw keeps the handler from
 * running.
 */
final class Observing {

	private static final Logger log = LoggerFactory.getLogger(Observing.class);

	private Observing() {
	}

	static @Nullable Observed begin(TurnObserver observer, Incarnation<?> incarnation, Message<?> message) {
		try {
			return observer.begin(incarnation.path(), message);
		}
		catch (Throwable ex) {
			report(incarnation.path(), ex);
			return null;
		}
	}

	static void end(Observed observed, Incarnation<?> incarnation, TurnOutcome outcome, @Nullable Throwable thrown) {
		try {
			observed.end(outcome, thrown);
		}
		catch (Throwable ex) {
			report(incarnation.path(), ex);
		}
	}

	private static void report(String path, Throwable thrown) {
		Texts.safely(log, () -> log.warn("An observer of {} failed", Texts.line(path), thrown));
	}

}
