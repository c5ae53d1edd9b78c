package dev.actorspring.test.simulation;

/**
 * How a simulation chooses schedules.
 */
public enum Search {

	/**
	 * Each next step by chance, and priorities, in turns.
	 */
	MIXED,

	/**
	 * Each next step by chance.
	 */
	RANDOM,

	/**
	 * Every actor has a priority by chance, and a few times in a schedule the one that
	 * runs becomes the last. That finds orders which need one actor to be much slower
	 * than the others: the probability that a bug of {@code d} orderings is found in one
	 * schedule has a lower bound, as Burckhardt and others have shown (PCT, 2010).
	 */
	PRIORITIES,

	/**
	 * All schedules there are, one after another, but for those that only swap steps
	 * which touch different actors: of these one order stands for both ("sleep sets",
	 * Godefroid 1996). That is sound for actors which share nothing but messages, not
	 * even a group or a topic. If there are invariants nothing is left out, as they see
	 * the states in between.
	 */
	EXHAUSTIVE

}
