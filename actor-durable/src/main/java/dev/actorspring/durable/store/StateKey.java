package dev.actorspring.durable.store;

/**
 * Whose state it is.
 *
 * @param actor the name of the actor or family
 * @param key the key; empty for an actor without keys. Keys are the same if and only if
 * they are equal: case and trailing blanks count
 */
public record StateKey(String actor, String key) implements Comparable<StateKey> {

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
