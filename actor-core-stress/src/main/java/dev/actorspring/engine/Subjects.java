package dev.actorspring.engine;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

import dev.actorspring.protocol.HandlerAdapters;
import dev.actorspring.ActorSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TimeSource;
import dev.actorspring.system.TurnOutcome;

/**
 * Makes requests and incarnations of a system that was never started.
 */
final class Subjects {

	private static final String TOO_LATE = "-";

	private static final ThreadLocal<String> MEASURED = ThreadLocal.withInitial(() -> TOO_LATE);

	private static final ActorType<Target> TYPE = type();

	private static final RootParent PARENT = new RootParent();

	private Subjects() {
	}

	static Ask<Integer> ask() {
		Ask<Integer> ask = new Ask<>(TYPE, new Question(), 0, 1, null);
		ask.queued(true);
		return ask;
	}

	static Incarnation<?> incarnation() {
		return new IncarnationContext<>(new ActorCell<>(TYPE, PARENT, "target"), 0);
	}

	/**
	 * Does something to a request.
	 * @param action may end it
	 * @return how the action ended it, as it was measured, or "-" if it came too late
	 */
	static String outcome(Runnable action) {
		MEASURED.set(TOO_LATE);
		action.run();
		return MEASURED.get();
	}

	/**
	 * What an asker sees.
	 * @param ask the request, which has ended or is about to
	 * @return the reply, or the name of the exception
	 */
	static String seen(Ask<Integer> ask) {
		try {
			return String.valueOf(ask.join());
		}
		catch (CompletionException ex) {
			return String.valueOf(ex.getCause().getClass().getSimpleName());
		}
		catch (CancellationException ex) {
			return ex.getClass().getSimpleName();
		}
	}

	private static ActorType<Target> type() {
		ActorTypes types = new ActorTypes(HandlerAdapters.NONE);
		Engine engine = new Engine(new Timer(TimeSource.SYSTEM), types, Timeouts.DEFAULT,
				List.of((actor, message) -> new Probe()), List.of(), new Contexts(null), List::of) {

			@Override
			void complete(Runnable completion) {
				// Where it is measured.
				completion.run();
			}

		};
		engine.started();
		return types.registered(engine, ActorSpec.of("target", Target.class, (context) -> new Target()));
	}

	/**
	 * A request that nobody handles.
	 */
	record Question() implements Request<Target, Integer> {

	}

	/**
	 * An actor that is never made.
	 */
	static final class Target {

		@Receive
		Integer answer(Question question) {
			throw new IllegalStateException("nothing is handled");
		}

	}

	private static final class Probe implements MessageProbe {

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
			throw new IllegalStateException("nothing is handled");
		}

		@Override
		public void asked(AskOutcome outcome, long nanos) {
			MEASURED.set(MEASURED.get().equals(TOO_LATE) ? outcome.name() : "twice");
		}

	}

}
