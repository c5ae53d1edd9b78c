package dev.actorspring.engine;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import org.jspecify.annotations.Nullable;

/**
 * An actor that does what it is told, for tests of what is around a handler.
 */
class Doer {

	@FunctionalInterface
	interface Task {

		@Nullable Object run(ActorContext<Doer> context) throws Declared;

	}

	record Do(Task task) implements Request<Doer, Object> {

	}

	record Interleave(Task task) implements Request<Doer, Object> {

	}

	record Tell(Task task) implements Message<Doer> {

	}

	static class Declared extends Exception {

		private static final long serialVersionUID = 1L;

	}

	private final ActorContext<Doer> context;

	Doer(ActorContext<Doer> context) {
		this.context = context;
	}

	static ActorSpec<Doer> spec() {
		return ActorSpec.of("doer", Doer.class, Doer::new);
	}

	@Receive
	@Nullable Object act(Do message) throws Declared {
		return message.task().run(this.context);
	}

	@Receive(interleave = true)
	@Nullable Object interleave(Interleave message) throws Declared {
		return message.task().run(this.context);
	}

	@Receive
	void tell(Tell message) throws Declared {
		message.task().run(this.context);
	}

}
