package dev.actorspring.boot.scope;

import org.springframework.beans.BeansException;

/**
 * An actor itself was injected or looked up. Its incarnations belong to the actor system:
 * others reach it by its ref.
 */
public class DirectActorAccessException extends BeansException {

	private static final long serialVersionUID = 1L;

	private final String actorName;

	private final String injectable;

	DirectActorAccessException(ActorBean<?> actor) {
		this(actor.name(), (actor.keyed() ? "KeyedActors" : "ActorRef") + "<" + actor.type().getSimpleName() + ">");
	}

	private DirectActorAccessException(String actorName, String injectable) {
		super("Actor '" + actorName + "' cannot be had as an object: use " + injectable + " instead");
		this.actorName = actorName;
		this.injectable = injectable;
	}

	/**
	 * Which actor was asked for.
	 * @return its name
	 */
	public String getActorName() {
		return this.actorName;
	}

	/**
	 * What to inject instead.
	 * @return as it is written in code, as in {@code ActorRef<Ledger>}
	 */
	public String getInjectable() {
		return this.injectable;
	}

}
