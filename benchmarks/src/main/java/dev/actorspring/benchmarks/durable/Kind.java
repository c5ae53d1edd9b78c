package dev.actorspring.benchmarks.durable;

import java.util.Locale;

/**
 * What is done.
 */
enum Kind {

	/** All add to one counter. */
	HOT(1, 2_000, false),

	/** The same with idempotency keys, each of them new. */
	HOT_IDEMPOTENT(1, 2_000, true),

	/** 64 counters, each with one request under way. */
	SPREAD(64, 64, false),

	/** The same with idempotency keys, each of them new. */
	SPREAD_IDEMPOTENT(64, 64, true),

	/**
	 * 64 of many counters, none of them in memory, are asked for their number at once.
	 */
	ACTIVATIONS(64, 64, false),

	/**
	 * The same with a request that repeats an earlier one, whose outcome is stored.
	 */
	ACTIVATIONS_IDEMPOTENT(64, 64, true);

	private final int keys;

	private final int underWay;

	private final boolean idempotent;

	Kind(int keys, int underWay, boolean idempotent) {
		this.keys = keys;
		this.underWay = underWay;
		this.idempotent = idempotent;
	}

	/**
	 * Its name in those of workloads.
	 */
	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * How many counters have something to do at a time.
	 */
	int keys() {
		return this.keys;
	}

	/**
	 * The name of a counter.
	 * @param index which, from 0
	 */
	String key(int index) {
		return "k" + index;
	}

	/**
	 * How many requests actors are asked at a time.
	 */
	int underWay() {
		return this.underWay;
	}

	/**
	 * Whether counters are asked that are not in memory.
	 */
	boolean isActivation() {
		return this == ACTIVATIONS || this == ACTIVATIONS_IDEMPOTENT;
	}

	/**
	 * Whether each request has an idempotency key, and its outcome is stored.
	 */
	boolean isIdempotent() {
		return this.idempotent;
	}

}
