package dev.actorspring.benchmarks.trial;

import java.util.Locale;
import java.util.function.BiConsumer;

import dev.actorspring.benchmarks.trial.Effort.Sizes;
import dev.actorspring.benchmarks.trial.Line.Value;

/**
 * What is measured, the same for every system.
 */
public enum Workload {

	/** One thread tells, one actor adds. */
	TELL_1_1((contestant, effort) -> Messaging.tell(contestant, effort, 1), "messages/s"),

	/** Four threads tell, one actor adds. */
	TELL_4_1((contestant, effort) -> Messaging.tell(contestant, effort, 4), "messages/s"),

	/** The next request is made when and where the reply arrives. */
	ASK_1((contestant, effort) -> Messaging.ask(contestant, effort, 1, false), "asks/s"),

	/** The same 64 times at once. */
	ASK_64((contestant, effort) -> Messaging.ask(contestant, effort, 64, false), "asks/s"),

	/** The next request is made on a thread of another pool. */
	ASK_1_HANDED((contestant, effort) -> Messaging.ask(contestant, effort, 1, true), "asks/s"),

	/** The same 64 times at once. */
	ASK_64_HANDED((contestant, effort) -> Messaging.ask(contestant, effort, 64, true), "asks/s"),

	/** Two actors send to and fro. */
	PING_PONG_1((contestant, effort) -> Messaging.loop(effort, contestant.pingPong(1), effort.sizes().batch() / 10, 1),
			"round trips/s"),

	/** The same 16 times at once. */
	PING_PONG_16(
			(contestant, effort) -> Messaging.loop(effort, contestant.pingPong(16), effort.sizes().batch() / 50, 16),
			"round trips/s"),

	/** A message goes round a ring, lap after lap. */
	RING((contestant, effort) -> {
		Sizes sizes = effort.sizes();
		return Messaging.loop(effort, contestant.ring(sizes.ring()), sizes.ring() * sizes.laps(), 1);
	}, "messages/s"),

	/** A million actors start each other and add up. */
	SKYNET(Crowds::skynet, "ms"),

	/** Actors are started, and handle a message each. */
	SPAWN(Crowds::spawn, "actors/s"),

	/**
	 * What a message costs with more and more actors, a result for each number, and what
	 * one of a million idle actors leaves on the heap.
	 */
	GROWTH(Crowds::growth),

	/** An actor crashes, and its supervisor restarts it. */
	RESTART(Crowds::crash, "restarts/s"),

	/** A tree of 2,046 actors under a root is stopped. */
	STOP_TREE(Crowds::stopTree, "ms"),

	/** An actor asks another with half a million messages in its own mailbox. */
	ASK_BEHIND_QUEUE(Crowds::askBehind, "us"),

	/** 10,000 actors block for 10 ms for each of three messages. */
	BLOCKING(Crowds::blocking, "ms"),

	/**
	 * What an actor tells another one right before it blocks: how long that takes in 99
	 * of 100 cases.
	 */
	NEIGHBOUR(Crowds::neighbour, "ms"),

	/** What a message leaves for the garbage collector. */
	ALLOCATION_TELL((contestant, effort) -> Allocation.bytes(contestant, effort, "tell"), "bytes"),

	/** What a request and its reply leave for the garbage collector. */
	ALLOCATION_ASK((contestant, effort) -> Allocation.bytes(contestant, effort, "ask"), "bytes");

	private final Measurement measurement;

	Workload(Single measurement, String unit) {
		this((contestant, effort, results) -> results.accept("",
				new Value(measurement.measure(contestant, effort), unit)));
	}

	Workload(Measurement measurement) {
		this.measurement = measurement;
	}

	/**
	 * Its name on the command line and in the results.
	 * @return lower case, with hyphens
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Finds a workload by name.
	 * @param id as of {@link #id()}
	 * @return the workload
	 */
	public static Workload named(String id) {
		return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	/**
	 * Measures it.
	 * @param contestant of whom
	 * @param effort how long and how large
	 * @param results gets each result with its name
	 */
	public void measure(Contestant contestant, Effort effort, BiConsumer<String, Value> results) {
		this.measurement.measure(contestant, effort,
				(name, value) -> results.accept(name.isEmpty() ? id() : name, value));
	}

	private interface Measurement {

		void measure(Contestant contestant, Effort effort, BiConsumer<String, Value> results);

	}

	private interface Single {

		double measure(Contestant contestant, Effort effort);

	}

}
