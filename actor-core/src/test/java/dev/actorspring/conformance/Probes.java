package dev.actorspring.conformance;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorSpec;
import dev.actorspring.RestartType;
import dev.actorspring.Terminated;

/**
 * All probes of a test: what they are to do when they start and stop, and a journal of
 * what they did. In the journal {@code +a2} is the start of a's second incarnation,
 * {@code !a2} its start that failed, {@code -a2} its end.
 */
final class Probes {

	/** The turns that were begun. */
	final AtomicInteger handled = new AtomicInteger();

	final Queue<Terminated> heard = new ConcurrentLinkedQueue<>();

	/** How many are in their end at the same time, and the most there have been. */
	final AtomicInteger ending = new AtomicInteger();

	final AtomicInteger mostEnding = new AtomicInteger();

	private final Queue<String> journal = new ConcurrentLinkedQueue<>();

	private final Map<String, Integer> failures = new ConcurrentHashMap<>();

	private final Map<String, Gate> startGates = new ConcurrentHashMap<>();

	private final Map<String, Gate> stopGates = new ConcurrentHashMap<>();

	private final Queue<Gate> gates = new ConcurrentLinkedQueue<>();

	ActorSpec<Probe> permanent(String name) {
		return ActorSpec.of(name, Probe.class, new Factory(name));
	}

	ActorSpec<Probe> transientOne(String name) {
		return permanent(name).withRestart(RestartType.TRANSIENT);
	}

	ActorSpec<Probe> temporary(String name) {
		return permanent(name).withRestart(RestartType.TEMPORARY);
	}

	ActorSpec<Probe> keyed(String name) {
		return ActorSpec.keyed(name, Probe.class, new Factory(name));
	}

	/**
	 * Has a probe fail to start.
	 * @param name the probe
	 * @param times how often from now on
	 */
	void failStarts(String name, int times) {
		this.failures.put(name, times);
	}

	Gate hangStart(String name) {
		return hangStart(name, gate());
	}

	Gate hangStart(String name, Gate gate) {
		this.startGates.put(name, gate);
		return gate;
	}

	Gate hangStop(String name) {
		return hangStop(name, gate());
	}

	Gate hangStop(String name, Gate gate) {
		this.stopGates.put(name, gate);
		return gate;
	}

	Gate gate() {
		return gate(false);
	}

	Gate stubbornGate() {
		return gate(true);
	}

	private Gate gate(boolean stubborn) {
		Gate gate = new Gate(stubborn);
		this.gates.add(gate);
		return gate;
	}

	void openAllGates() {
		this.startGates.clear();
		this.stopGates.clear();
		this.gates.forEach(Gate::open);
	}

	List<String> journal() {
		return List.copyOf(this.journal);
	}

	void note(String entry) {
		this.journal.add(entry);
	}

	void clearJournal() {
		this.journal.clear();
	}

	private final class Factory implements ActorFactory<Probe> {

		private final String name;

		Factory(String name) {
			this.name = name;
		}

		@Override
		public Probe create(ActorContext<Probe> context) {
			Gate gate = Probes.this.startGates.remove(this.name);
			if (gate != null) {
				gate.pass();
			}
			String own = this.name + context.incarnation();
			int failing = Probes.this.failures.getOrDefault(this.name, 0);
			if (failing > 0) {
				Probes.this.failures.put(this.name, failing - 1);
				Probes.this.journal.add("!" + own);
				throw new IllegalStateException(this.name + " cannot start");
			}
			Probes.this.journal.add("+" + own);
			return new Probe(context, Probes.this);
		}

		@Override
		public void destroy(Probe probe) {
			int now = Probes.this.ending.incrementAndGet();
			Probes.this.mostEnding.accumulateAndGet(now, Math::max);
			Gate gate = Probes.this.stopGates.remove(this.name);
			if (gate != null) {
				gate.pass();
			}
			Probes.this.journal.add("-" + this.name + probe.incarnation());
			Probes.this.ending.decrementAndGet();
		}

	}

}
