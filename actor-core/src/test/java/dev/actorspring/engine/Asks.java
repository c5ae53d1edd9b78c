package dev.actorspring.engine;

import java.util.List;

import dev.actorspring.protocol.HandlerAdapters;
import dev.actorspring.engine.Counter.Get;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnOutcome;
import dev.actorspring.testing.StandingClock;

/**
 * Makes requests that wait in no mailbox, but as if they did.
 */
final class Asks {

	private static final ThreadLocal<AskOutcome> MEASURED = new ThreadLocal<>();

	private static final ActorType<Counter> TYPE = type();

	private Asks() {
	}

	static Ask<Integer> ask() {
		Ask<Integer> ask = new Ask<>(TYPE, new Get(), 0, 1, null);
		ask.queued(true);
		return ask;
	}

	/**
	 * Does something to a request.
	 * @param action may end it
	 * @return how the action ended it, or {@code null} if it did not
	 */
	static AskOutcome outcome(Runnable action) {
		MEASURED.remove();
		action.run();
		return MEASURED.get();
	}

	private static ActorType<Counter> type() {
		Timer timer = new Timer(new StandingClock());
		ActorTypes types = new ActorTypes(HandlerAdapters.NONE);
		Engine engine = new Engine(timer, types, Timeouts.DEFAULT, List.of((actor, message) -> new Probe()), List.of(),
				new Contexts(null), List::of) {

			@Override
			void complete(Runnable completion) {
				// Where it can be measured, and looked into.
				completion.run();
			}

		};
		return types.registered(engine, SystemTest.counter("counter"));
	}

	private static final class Probe implements MessageProbe {

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
			throw new IllegalStateException("nothing is handled");
		}

		@Override
		public void asked(AskOutcome outcome, long nanos) {
			if (MEASURED.get() != null) {
				throw new IllegalStateException("measured twice");
			}
			MEASURED.set(outcome);
		}

	}

}
