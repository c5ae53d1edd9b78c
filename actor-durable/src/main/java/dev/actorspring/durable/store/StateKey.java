package dev.actorspring.durable.store;

import dev.actorspring.spi.Placement;

/**
 * Whose state it is.
 *
 * @param actor the name of the actor or family
 * @param key the key; empty for an actor without keys. Keys are the same if and only if
 * they are equal: case and trailing blanks count
 */
public record StateKey(String actor, String key) implements Comparable<StateKey> {

	/**
	 * By which key its actor is placed, if it is: a single actor by its name.
	 * @return that key
	 */
	public String placedKey() {
		return this.key.isEmpty() ? this.actor : this.key;
	}

	/**
	 * What decides to which partition it belongs, however many there are. Stores keep it.
	 * @return not negative; always the same
	 */
	public int placedHash() {
		return Placement.hash(placedKey());
	}

	@Override
	public int compareTo(StateKey other) {
		int byActor = this.actor.compareTo(other.actor);
		return (byActor != 0) ? byActor : this.key.compareTo(other.key);
	}

	@Override
	public String toString() {
		return this.key.isEmpty() ? this.actor : this.actor + "/" + this.key;
	}

}
