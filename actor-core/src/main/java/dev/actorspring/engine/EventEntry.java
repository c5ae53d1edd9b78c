package dev.actorspring.engine;

import org.jspecify.annotations.Nullable;

/**
 * The place in a mailbox of some event of a backlog. Which one that is, is decided when
 * it is opened.
 */
final class EventEntry {

	private final EventBacklog backlog;

	/** Guarded by the backlog. */
	private @Nullable Object event;

	EventEntry(EventBacklog backlog) {
		this.backlog = backlog;
	}

	/**
	 * The event that it stands for at present. Any thread.
	 * @return the event, or {@link ContextMessage} with it
	 */
	Object peek() {
		synchronized (this.backlog) {
			Object opened = this.event;
			return (opened != null) ? opened : this.backlog.first();
		}
	}

	/**
	 * Decides on the event, as the entry was taken from the mailbox.
	 * @return the event, or {@link ContextMessage} with it; the same each time
	 */
	Object open() {
		synchronized (this.backlog) {
			Object opened = this.event;
			if (opened == null) {
				opened = this.backlog.removeFirst();
				this.event = opened;
			}
			return opened;
		}
	}

}
