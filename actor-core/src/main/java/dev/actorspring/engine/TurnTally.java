package dev.actorspring.engine;

import dev.actorspring.system.SamplingProbe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a thread has handled and not told yet. For that thread.
 */
class TurnTally {

	private static final Logger log = LoggerFactory.getLogger(TurnTally.class);

	/** As many turns that were not timed as the probe may have to wait to hear of. */
	private static final int MANY = 64;

	/** Of the messages that were handled last, whichever cells have done that. */
	private @Nullable SamplingProbe probe;

	/** How many turns that were not timed the probe has not been told of. */
	private byte untold;

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
