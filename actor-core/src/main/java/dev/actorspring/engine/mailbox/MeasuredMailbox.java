package dev.actorspring.engine.mailbox;

/**
 * A mailbox that knows how fast its owner has handled messages lately.
 */
public abstract class MeasuredMailbox extends SignalledMailbox {

	/** How much one turn counts for. */
	private static final float WEIGHT = 1 / 16f;

	/** How much longer than the others one turn can be to count in full. */
	private static final float OUTLIER = 8;

	/** Of one turn, in nanoseconds; zero until one was timed. Written by the owner. */
	private float serviceTime;

	/**
	 * How long the owner has needed for a message lately. Any thread.
	 * @return nanoseconds; zero if that is not known
	 */
	public final float serviceTime() {
		return this.serviceTime;
	}

	/**
	 * Notes how long a turn has taken. One that took much longer than those before it
	 * says little of those to come; several do. Owner only.
	 * @param nanos the time
	 * @return the new {@link #serviceTime()}
	 */
	public final float served(long nanos) {
		float known = this.serviceTime;
		float now = (known != 0) ? known + (Math.min(nanos, known * OUTLIER) - known) * WEIGHT
				: Math.min(nanos, TurnLength.FIRST);
		this.serviceTime = now;
		return now;
	}

	/**
	 * How long the owner will need for some messages, by its recent pace. Any thread.
	 * @param messages how many
	 * @return nanoseconds; zero if its pace is not known
	 */
	public final long timeFor(float messages) {
		return (long) (this.serviceTime * messages);
	}

}
