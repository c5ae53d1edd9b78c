package dev.actorspring.benchmarks.ours;

import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.benchmarks.trial.Crash;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * Crashes as soon as it runs, until it has done so often enough.
 */
class Crashing {

	@Receive
	void fail(Fail message) {
		throw new Crash();
	}

	record Fail() implements Message<Crashing> {

	}

	/**
	 * Makes its incarnations.
	 *
	 * @param left how many crashes are to come
	 * @param restarts gets a report of each incarnation but the first
	 */
	record Making(AtomicInteger left, Tally restarts) implements ActorFactory<Crashing> {

		@Override
		public Crashing create(ActorContext<Crashing> context) {
			if (context.incarnation() > 1) {
				this.restarts.report(1);
			}
			if (this.left.getAndDecrement() > 0) {
				context.self().tell(new Fail());
			}
			return new Crashing();
		}

	}

}
