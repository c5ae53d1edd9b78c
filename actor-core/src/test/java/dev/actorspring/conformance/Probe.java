package dev.actorspring.conformance;

import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.Terminated;

/**
 * An actor that does what it is told, and answers with the number of its incarnation.
 */
final class Probe {

	/**
	 * Tells the probe what to do.
	 *
	 * @param what runs as the turn
	 */
	record Do(Consumer<ActorContext<Probe>> what) implements Request<Probe, Integer> {

	}

	private final ActorContext<Probe> context;

	private final Probes probes;

	Probe(ActorContext<Probe> context, Probes probes) {
		this.context = context;
		this.probes = probes;
	}

	int incarnation() {
		return this.context.incarnation();
	}

	static Do ping() {
		return new Do((context) -> {
		});
	}

	static Do crash() {
		return new Do((context) -> {
			throw new IllegalStateException("boom");
		});
	}

	static Do exit() {
		return new Do(ActorContext::stop);
	}

	static Do pass(Gate gate) {
		return new Do((context) -> gate.pass());
	}

	static Do crashAfter(Gate gate) {
		return new Do((context) -> {
			gate.pass();
			throw new IllegalStateException("boom");
		});
	}

	@Receive
	int act(Do message) {
		this.probes.handled.incrementAndGet();
		message.what().accept(this.context);
		return incarnation();
	}

	@Receive
	void terminated(Terminated terminated) {
		this.probes.heard.add(terminated);
	}

}
