package dev.actorspring.benchmarks.cajun;

import java.util.concurrent.atomic.AtomicInteger;

import com.cajunsystems.ActorContext;
import com.cajunsystems.handler.Handler;
import dev.actorspring.benchmarks.trial.Crash;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * Crashes as soon as it runs, until it has done so often enough.
 */
final class Crashing implements Handler<String> {

	private final AtomicInteger left;

	private final int crashes;

	private final Tally restarts;

	Crashing(AtomicInteger left, int crashes, Tally restarts) {
		this.left = left;
		this.crashes = crashes;
		this.restarts = restarts;
	}

	@Override
	public void preStart(ActorContext context) {
		int before = this.left.getAndDecrement();
		if (before < this.crashes) {
			this.restarts.report(1);
		}
		if (before > 0) {
			context.self().tell("fail");
		}
	}

	@Override
	public void receive(String message, ActorContext context) {
		throw new Crash();
	}

}
