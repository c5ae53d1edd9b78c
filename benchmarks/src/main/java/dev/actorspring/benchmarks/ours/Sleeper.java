package dev.actorspring.benchmarks.ours;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * Blocks for each message, as one would for a database.
 */
class Sleeper {

	private final long millis;

	private int count;

	Sleeper(long millis) {
		this.millis = millis;
	}

	@Receive
	void sleep(Sleep message) throws InterruptedException {
		Thread.sleep(this.millis);
		this.count++;
	}

	@Receive
	void report(Report message) throws InterruptedException {
		Thread.sleep(this.millis);
		this.count++;
		message.to().report(this.count);
	}

	record Sleep() implements Message<Sleeper> {

	}

	record Report(Tally to) implements Message<Sleeper> {

	}

}
