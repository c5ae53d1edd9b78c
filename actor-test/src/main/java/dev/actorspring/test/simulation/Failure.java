package dev.actorspring.test.simulation;

import java.util.List;

/**
 * A schedule that fails.
 */
public final class Failure {

	private final Finding finding;

	private final long seed;

	private final int steps;

	private final Schedule shortest;

	private final Outcome shown;

	Failure(Finding finding, long seed, int steps, Schedule shortest, Outcome shown) {
		this.finding = finding;
		this.seed = seed;
		this.steps = steps;
		this.shortest = shortest;
		this.shown = shown;
	}

	/**
	 * What is wrong.
	 * @return as the first schedule that failed has shown it
	 */
	public Finding finding() {
		return this.finding;
	}

	/**
	 * The seed of the schedule, or its number if all are tried.
	 * @return the same fails the same way
	 */
	public long seed() {
		return this.seed;
	}

	/**
	 * How many steps the schedule had.
	 * @return more than zero
	 */
	public int steps() {
		return this.steps;
	}

	/**
	 * How many steps the shortest has that was found to fail so.
	 * @return at most {@link #steps()}
	 */
	public int shortestSteps() {
		return this.shown.steps();
	}

	/**
	 * How many steps of the shortest come out of order.
	 * @return zero if it fails also if everything happens in the order in which it
	 * becomes possible
	 */
	public long detours() {
		return this.shortest.detours();
	}

	/**
	 * The choices of the shortest.
	 * @return which of the possible steps was next, each time that there was a choice
	 */
	public List<Integer> choices() {
		return this.shortest.choices();
	}

	/**
	 * What happens in the shortest, as a sequence diagram.
	 * @return for a console
	 */
	public String diagram() {
		return new SequenceText(occurrences()).toString();
	}

	/**
	 * The same as a page with a picture.
	 * @param title of the page
	 * @return HTML
	 */
	public String page(String title) {
		Finding shown = this.shown.finding();
		return new SequencePage(title, ((shown != null) ? shown : this.finding).toString(), summary(), occurrences())
			.toString();
	}

	List<Occurrence> occurrences() {
		return this.shown.trace().occurrences();
	}

	/**
	 * The same in words.
	 * @return how long the shortest is
	 */
	public String summary() {
		return "seed " + this.seed + ", " + this.steps + " steps; shortest found " + shortestSteps() + ", "
				+ ((detours() == 0) ? "all in order" : detours() + " out of order");
	}

}
