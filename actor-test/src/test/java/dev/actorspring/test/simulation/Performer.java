package dev.actorspring.test.simulation;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import org.jspecify.annotations.Nullable;

/**
 * An actor that does what it is told to.
 */
final class Performer {

	private final ActorContext<Performer> context;

	private Performer(ActorContext<Performer> context) {
		this.context = context;
	}

	static ActorSpec<Performer> spec(String name) {
		return ActorSpec.of(name, Performer.class, Performer::new);
	}

	/**
	 * A message by which an actor does something.
	 */
	static Perform perform(Runnable action) {
		return new Perform((context) -> action.run());
	}

	static Perform performs(Consumer<ActorContext<Performer>> action) {
		return new Perform(action);
	}

	static Compute compute(Callable<@Nullable Object> action) {
		return new Compute(action);
	}

	static void tell(ActorRef<Performer> actor, Runnable action) {
		actor.tell(perform(action));
	}

	record Perform(Consumer<ActorContext<Performer>> action) implements Message<Performer> {

		@Override
		public String toString() {
			return "Perform";
		}

	}

	record Compute(Callable<@Nullable Object> action) implements Request<Performer, @Nullable Object> {

		@Override
		public String toString() {
			return "Compute";
		}

	}

	@Receive
	void perform(Perform perform) {
		perform.action().accept(this.context);
	}

	@Receive
	@Nullable Object compute(Compute compute) {
		try {
			return compute.action().call();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
