package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.actorspring.Message;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.system.TurnObserver;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several observers of one type of message, each around those after it. One that fails
 * does not keep the others from observing.
 *
 * @param observers the outermost first
 */
record CompositeObserver(List<TurnObserver> observers) implements TurnObserver {

	private static final Logger log = LoggerFactory.getLogger(CompositeObserver.class);

	/**
	 * Makes one observer of several.
	 * @param observers in order
	 * @return {@code null} if there is none
	 */
	static @Nullable TurnObserver of(List<@Nullable TurnObserver> observers) {
		List<TurnObserver> present = observers.stream()
			.filter(Objects::nonNull)
			.<TurnObserver>map((observer) -> observer)
			.toList();
		if (present.size() <= 1) {
			return present.isEmpty() ? null : present.getFirst();
		}
		return new CompositeObserver(present);
	}

	@Override
	public Observed begin(String path, Message<?> message) {
		List<Observed> begun = new ArrayList<>(this.observers.size());
		for (TurnObserver observer : this.observers) {
			try {
				begun.add(observer.begin(path, message));
			}
			catch (Throwable ex) {
				report(path, ex);
			}
		}
		return (outcome, thrown) -> end(path, begun, outcome, thrown);
	}

	private static void end(String path, List<Observed> begun, TurnOutcome outcome, @Nullable Throwable thrown) {
		for (Observed observed : begun.reversed()) {
			try {
				observed.end(outcome, thrown);
			}
			catch (Throwable ex) {
				report(path, ex);
			}
		}
	}

	private static void report(String path, Throwable thrown) {
		Texts.safely(log, () -> log.warn("An observer of {} failed", Texts.line(path), thrown));
	}

}
