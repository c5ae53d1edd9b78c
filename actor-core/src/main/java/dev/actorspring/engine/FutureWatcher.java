package dev.actorspring.engine;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.spi.WatchableRef;

/**
 * A future of an end for good. One that is cancelled is forgotten.
 */
final class FutureWatcher implements Watcher {

	private final CompletableFuture<ExitReason> future = new CompletableFuture<>();

	private final Engine engine;

	private volatile boolean told;

	private FutureWatcher(Engine engine) {
		this.engine = engine;
	}

	/**
	 * Watches an actor.
	 * @param engine on which the future is completed
	 * @param actor whom
	 * @return completed with the reason
	 */
	static CompletableFuture<ExitReason> of(Engine engine, ActorRef<?> actor) {
		FutureWatcher watcher = new FutureWatcher(engine);
		watch(actor, watcher);
		watcher.future.whenComplete((reason, failure) -> {
			if (!watcher.told) {
				unwatch(actor, watcher);
			}
		});
		return watcher.future;
	}

	/**
	 * Has a watcher told of the end of any actor that can be watched.
	 * @param actor whom
	 * @param watcher told once
	 */
	static void watch(ActorRef<?> actor, Watcher watcher) {
		switch (actor) {
			case Watchable own -> own.watch(watcher);
			case WatchableRef<?> foreign -> foreign.watch(watcher);
			default -> throw unwatchable(actor);
		}
	}

	static void unwatch(ActorRef<?> actor, Watcher watcher) {
		switch (actor) {
			case Watchable own -> own.unwatch(watcher);
			case WatchableRef<?> foreign -> foreign.unwatch(watcher);
			default -> throw unwatchable(actor);
		}
	}

	private static IllegalArgumentException unwatchable(ActorRef<?> actor) {
		return new IllegalArgumentException(
				"Cannot watch " + actor.path() + ": it is not a ref of this system, and no WatchableRef");
	}

	@Override
	public boolean isGone() {
		return this.future.isDone();
	}

	@Override
	public void accept(ExitReason reason) {
		this.told = true;
		this.engine.complete(() -> this.future.complete(reason));
	}

}
