package dev.actorspring.benchmarks.ours;

import dev.actorspring.ActorFactory;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxSpec;
import dev.actorspring.RestartType;

/**
 * Makes the specs of all actors here.
 *
 * @param dispatcher where their turns run
 */
record Specs(Dispatcher dispatcher) {

	/** As those of the peers. */
	private static final MailboxSpec UNBOUNDED = MailboxSpec.DEFAULT.withCapacity(ActorSpec.UNBOUNDED);

	/**
	 * The spec of an actor that may end, and is restarted after a crash.
	 * @param <A> the actor class
	 * @param name its name
	 * @param type its class
	 * @param factory makes its incarnations
	 * @return the spec
	 */
	<A> ActorSpec<A> spec(String name, Class<A> type, ActorFactory<A> factory) {
		return ActorSpec.of(name, type, factory)
			.withDispatcher(this.dispatcher)
			.withMailbox(UNBOUNDED)
			.withRestart(RestartType.TRANSIENT);
	}

}
