package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to know of an end for good. Tells each exactly once.
 */
final class Watchers {

	private final List<Watcher> waiting = new ArrayList<>();

	private int pruneAt = 8;

	private @Nullable ExitReason reason;

	void add(Watcher watcher) {
		ExitReason known;
		synchronized (this) {
			known = this.reason;
			if (known == null) {
				if (this.waiting.size() >= this.pruneAt) {
					this.waiting.removeIf(Watcher::isGone);
					this.pruneAt = Math.max(8, this.waiting.size() * 2);
				}
				this.waiting.add(watcher);
			}
		}
		if (known != null) {
			watcher.tell(known);
		}
	}

	void ended(ExitReason why) {
		List<Watcher> told;
		synchronized (this) {
			if (this.reason != null) {
				return;
			}
			this.reason = why;
			told = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		told.forEach((watcher) -> watcher.tell(why));
	}

}
