package dev.actorspring.boot.durable;

import java.util.function.Supplier;

import dev.actorspring.durable.runtime.DurableActors;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The durable actors, if any actor has a state: nobody is to ask for a store that no
 * actor needs. Known when the actor system is built; before, an actor that is declared as
 * a spec may still be given one.
 */
public final class DurableActorsSupplier implements Supplier<@Nullable DurableActors> {

	private final StateDiscovery discovery;

	private final ObjectProvider<DurableActors> beans;

	DurableActorsSupplier(StateDiscovery discovery, ObjectProvider<DurableActors> beans) {
		this.discovery = discovery;
		this.beans = beans;
	}

	@Override
	public @Nullable DurableActors get() {
		DurableActors candidates = candidates();
		return (candidates != null && !candidates.actors().isEmpty()) ? candidates : null;
	}

	/**
	 * The durable actors, if any actor may have a state by the time the system is built.
	 */
	@Nullable DurableActors candidates() {
		return this.discovery.states().isEmpty() ? this.discovery.made() : this.beans.getObject();
	}

}
