package dev.actorspring.engine;

import dev.actorspring.engine.mailbox.Mailbox.Offer;
import org.jspecify.annotations.Nullable;

/**
 * A ref to one cell, which is the same for all incarnations.
 *
 * @param <A> the actor class
 */
final class CellRef<A> extends LocalRef<A> {

	private final ActorCell<A> cell;

	CellRef(ActorCell<A> cell) {
		this.cell = cell;
	}

	@Override
	ActorType<A> type() {
		return this.cell.type();
	}

	@Override
	public String path() {
		return this.cell.path();
	}

	@Override
	Offer offer(Object payload) {
		return Admission.send(this.cell, payload);
	}

	@Override
	boolean deliver(Ask<?> ask) {
		return Admission.ask(this.cell, ask);
	}

	@Override
	public void watch(Watcher watcher) {
		this.cell.watch(watcher);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CellRef<?> that && this.cell == that.cell;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this.cell);
	}

}
