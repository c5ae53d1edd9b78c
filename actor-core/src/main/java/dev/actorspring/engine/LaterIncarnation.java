package dev.actorspring.engine;

/**
 * An incarnation that has replaced another. Only these have a number of their own, so
 * that a million actors that were never restarted need no field for it.
 *
 * @param <A> the actor class
 */
final class LaterIncarnation<A> extends IncarnationContext<A> {

	private final int number;

	LaterIncarnation(ActorCell<A> cell, int number, long now) {
		super(cell, now);
		this.number = number;
	}

	@Override
	int number() {
		return this.number;
	}

}
