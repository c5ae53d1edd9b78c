package dev.actorspring.boot.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.Registration;

/**
 * Whom a route sends to. The types of message and actor have been checked when the route
 * was made, so that the refs here take any message.
 */
final class Target {

	/**
	 * The path variable that picks the keyed actor.
	 */
	static final String KEY = "key";

	private final Registration registration;

	private final Function<String, ActorRef<Object>> refs;

	private final List<String> supervisors;

	private final boolean durable;

	private final boolean clustered;

	private Target(Registration registration, Function<String, ActorRef<Object>> refs, boolean durable,
			boolean clustered) {
		this.registration = registration;
		this.durable = durable;
		this.clustered = clustered;
		this.refs = refs;
		String any = "any";
		String path = refs.apply(any).path();
		this.supervisors = supervisors(
				registration.spec().keyed() ? path.substring(0, path.length() - any.length() - 1) : path);
	}

	/**
	 * The paths of what is above a path, from the top, without the root.
	 */
	static List<String> supervisors(String path) {
		List<String> above = new ArrayList<>();
		for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
			above.add(path.substring(0, slash));
		}
		return List.copyOf(above);
	}

	@SuppressWarnings("unchecked")
	static Target of(Registration registration, ActorSystem system, boolean durable, boolean clustered) {
		String name = registration.spec().name();
		Class<Object> type = (Class<Object>) registration.spec().type();
		if (registration.spec().keyed()) {
			KeyedActors<Object> family = system.keyed(name, type);
			return new Target(registration, family::get, durable, clustered);
		}
		ActorRef<Object> ref = system.actor(name, type);
		return new Target(registration, (key) -> ref, durable, clustered);
	}

	Registration registration() {
		return this.registration;
	}

	String name() {
		return this.registration.spec().name();
	}

	boolean keyed() {
		return this.registration.spec().keyed();
	}

	/**
	 * Whether its state is kept in a store.
	 */
	boolean durable() {
		return this.durable;
	}

	/**
	 * Whether it may live on another node.
	 */
	boolean clustered() {
		return this.clustered;
	}

	/**
	 * The paths of the supervisors above it, from the top, without the root.
	 */
	List<String> supervisors() {
		return this.supervisors;
	}

	/**
	 * Whom to send to, by the key that picks the keyed actor. It is ignored if the actor
	 * is not keyed.
	 */
	Function<String, ActorRef<Object>> refs() {
		return this.refs;
	}

}
