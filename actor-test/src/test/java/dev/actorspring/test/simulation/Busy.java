package dev.actorspring.test.simulation;

import java.time.Duration;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;

/**
 * A keyed actor that is passivated, and crashes when it is woken too often.
 */
final class Busy {

	private final ActorContext<Busy> context;

	private int worked;

	private Busy(ActorContext<Busy> context) {
		this.context = context;
	}

	static ActorSpec<Busy> keyed() {
		return ActorSpec.keyed("busy", Busy.class, Busy::new).withPassivateAfter(Duration.ofMillis(500));
	}

	record Work() implements Message<Busy> {

	}

	@Receive
	void work(Work work) {
		if (++this.worked > 3) {
			throw new IllegalStateException("too much");
		}
		this.context.schedule(Duration.ofMillis(300), new Work());
	}

}
