package dev.actorspring.engine;

import dev.actorspring.engine.TurnClock.Timing;
import dev.actorspring.system.SamplingProbe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a thread has yet to tell of the turns on it, and which of those that are alone are
 * timed. For that thread.
 */
class TurnTally {

	private static final Logger log = LoggerFactory.getLogger(TurnTally.class);

	/** As many turns that were not timed as the probe may have to wait to hear of. */
	private static final int MANY = 64;

	/** How many of a tick are each timed for itself. Of those to come, one in as many. */
	private static final int EACH = 64;

	/** Of the messages that were handled last, whichever cells have done that. */
	private @Nullable SamplingProbe probe;

	/** How many turns that were not timed the probe has not been told of. */
	private byte untold;

	/** The lowest bits of the coarse time. */
	private byte tick;

	/** How many were alone in this tick; beyond {@link #EACH}, since the last sample. */
	private byte alone;

	/**
	 * Has a new tick begin, if one does: a thread that always has work would else keep
	 * for ever what it has yet to tell.
	 * @param now the coarse time
	 */
	final void onTick(long now) {
		if (this.tick != (byte) now) {
			this.tick = (byte) now;
			this.alone = 0;
			tell();
		}
	}

	/**
	 * How a turn is to be timed that is its actor's first in this tick, or ever. If there
	 * are many such on this thread they are like each other, and some stand for all.
	 */
	final Timing ofOneAlone() {
		if (this.alone < EACH) {
			this.alone++;
			return Timing.EXACT;
		}
		if (this.alone < 2 * EACH - 1) {
			this.alone++;
			return Timing.NONE;
		}
		this.alone = EACH;
		return Timing.SAMPLE;
	}

	/**
	 * Notes that a message was handled successfully, in a turn that was not timed.
	 * @param sampling who is to know, before this thread waits or ends
	 */
	final void handled(SamplingProbe sampling) {
		if (sampling != this.probe) {
			tell();
			this.probe = sampling;
		}
		if (++this.untold >= MANY) {
			tell();
		}
	}

	/**
	 * Tells the probe what it does not know yet.
	 */
	final void tell() {
		SamplingProbe told = this.probe;
		if (told != null && this.untold > 0) {
			int count = this.untold;
			this.untold = 0;
			try {
				told.handled(count);
			}
			catch (Throwable ex) {
				log.warn("A probe failed", ex);
			}
		}
	}

}
