package dev.actorspring.boot.actors;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.boot.discovery.AbsentActor;
import dev.actorspring.supervision.ChildSpec;
import dev.actorspring.supervision.SupervisorSpec;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Checks that the classes of actors which supervisors have as children are there, and
 * says why not as far as beans can tell.
 */
final class SupervisorChildren {

	private final ListableBeanFactory beans;

	private final List<ActorSpec<?>> actors;

	private final List<SupervisorSpec> supervisors = new ArrayList<>();

	SupervisorChildren(ListableBeanFactory beans, Collection<ActorSpec<?>> actors,
			Collection<SupervisorSpec> supervisors) {
		this.beans = beans;
		this.actors = new ArrayList<>(actors);
		Deque<SupervisorSpec> open = new ArrayDeque<>(supervisors);
		for (SupervisorSpec next = open.poll(); next != null; next = open.poll()) {
			this.supervisors.add(next);
			for (ChildSpec child : next.children()) {
				switch (child) {
					case ChildSpec.Actor(ActorSpec<?> actor) -> this.actors.add(actor);
					case ChildSpec.Supervisor(SupervisorSpec nested) -> open.add(nested);
					case ChildSpec.OfType ofType -> {
					}
					case ChildSpec.Named named -> {
					}
				}
			}
		}
	}

	/**
	 * Checks all of them.
	 * @throws ActorConfigurationException naming one that is missing
	 */
	void check() {
		for (SupervisorSpec supervisor : this.supervisors) {
			for (ChildSpec child : supervisor.children()) {
				if (child instanceof ChildSpec.OfType(Class<?> type)) {
					check(supervisor, type);
				}
			}
		}
	}

	private void check(SupervisorSpec supervisor, Class<?> type) {
		if (this.actors.stream().noneMatch((actor) -> type.isAssignableFrom(actor.type()))) {
			throw new ActorConfigurationException("Supervisor '%s' has a child of class %s, which is not registered"
				.formatted(supervisor.name(), type.getName()), AbsentActor.action(type, false, this.beans));
		}
	}

}
