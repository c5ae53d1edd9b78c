package dev.actorspring.test;

import java.util.HashMap;
import java.util.Map;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * Refs to a probe for which an actor is started beside those of the test: one for the
 * probe, and one for each key that is asked for.
 *
 * @param <A> the actor class, or the interface
 */
final class SpawnedAddresses<A> implements Probe.Addresses<A> {

	private final Probe<A> probe;

	private final ActorSystem system;

	private final String name;

	private final ActorRef<A> ref;

	private final KeyedActors<A> keyed;

	SpawnedAddresses(Probe<A> probe, ActorSystem system, String name) {
		this.probe = probe;
		this.system = system;
		this.name = name;
		this.ref = spawn(name, null);
		this.keyed = new Keys();
	}

	@SuppressWarnings("unchecked") // a double takes any message
	private ActorRef<A> spawn(String spawned, @Nullable String key) {
		return (ActorRef<A>) this.system
			.spawn(ActorSpec.of(spawned, Probe.Substitute.class, (context) -> new Probe.Substitute(this.probe, key)));
	}

	@Override
	public ActorRef<A> ref() {
		return this.ref;
	}

	@Override
	public KeyedActors<A> keyed() {
		return this.keyed;
	}

	private final class Keys implements KeyedActors<A> {

		private final Map<String, ActorRef<A>> refs = new HashMap<>();

		@Override
		public String name() {
			return SpawnedAddresses.this.name;
		}

		@Override
		public synchronized ActorRef<A> get(String key) {
			if (key.isEmpty()) {
				throw new IllegalArgumentException("A key of " + name() + " must not be empty");
			}
			return this.refs.computeIfAbsent(key, (absent) -> spawn(name() + "-" + (this.refs.size() + 1), absent));
		}

	}

}
