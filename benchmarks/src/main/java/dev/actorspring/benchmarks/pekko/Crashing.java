package dev.actorspring.benchmarks.pekko;

import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.benchmarks.trial.Crash;
import dev.actorspring.benchmarks.trial.Tally;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Crashes as soon as it runs, until it has done so often enough.
 */
final class Crashing {

	private Crashing() {
	}

	static Behavior<Fail> create(int crashes, Tally restarts) {
		AtomicInteger left = new AtomicInteger(crashes);
		Behavior<Fail> worker = Behaviors.setup((context) -> {
			int before = left.getAndDecrement();
			if (before < crashes) {
				restarts.report(1);
			}
			if (before > 0) {
				context.getSelf().tell(new Fail());
			}
			return Behaviors.receiveMessage((message) -> {
				throw new Crash();
			});
		});
		return Behaviors.supervise(worker).onFailure(Crash.class, SupervisorStrategy.restart());
	}

	record Fail() {

	}

}
