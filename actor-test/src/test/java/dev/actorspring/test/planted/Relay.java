package dev.actorspring.test.planted;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.test.TestActors;

/**
 * Passes messages on, a while later: mostly when whatever began before is over.
 */
final class Relay {

	private static final int HOPS = 12;

	private final ActorContext<Relay> context;

	private Relay(ActorContext<Relay> context) {
		this.context = context;
	}

	static ActorSpec<Relay> spec() {
		return ActorSpec.of("relay", Relay.class, Relay::new);
	}

	/**
	 * Has messages come to an actor later, in order.
	 */
	@SafeVarargs
	static <A> void later(TestActors actors, ActorRef<A> to, Message<? super A>... messages) {
		for (Message<? super A> message : messages) {
			actors.actor(Relay.class).tell(new Pass(() -> to.tell(message), HOPS));
		}
	}

	record Pass(Runnable send, int hops) implements Message<Relay> {

	}

	@Receive
	void pass(Pass pass) {
		if (pass.hops() == 0) {
			pass.send().run();
		}
		else {
			this.context.self().tell(new Pass(pass.send(), pass.hops() - 1));
		}
	}

}
