package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.actorspring.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to know of an end for good. Tells each exactly once.
 */
final class Watchers {

	private final List<Consumer<ExitReason>> waiting = new ArrayList<>();

	private @Nullable ExitReason reason;

	void add(Consumer<ExitReason> watcher) {
		ExitReason known;
		synchronized (this) {
			known = this.reason;
			if (known == null) {
				this.waiting.add(watcher);
			}
		}
		if (known != null) {
			watcher.accept(known);
		}
	}

	void ended(ExitReason why) {
		List<Consumer<ExitReason>> told;
		synchronized (this) {
			if (this.reason != null) {
				return;
			}
			this.reason = why;
			told = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		told.forEach((watcher) -> watcher.accept(why));
	}

}
