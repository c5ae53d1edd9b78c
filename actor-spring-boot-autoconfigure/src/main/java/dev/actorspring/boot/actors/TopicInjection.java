package dev.actorspring.boot.actors;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Event;
import dev.actorspring.Topic;
import dev.actorspring.system.ActorSystem;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.config.DependencyDescriptor;

/**
 * Finds the topic that is to be injected somewhere, by the type that is written there.
 */
final class TopicInjection {

	private TopicInjection() {
	}

	@SuppressWarnings("unchecked") // no other type compiles
	static <E extends Event> Topic<E> topic(ActorSystem system, InjectionPoint point) {
		Class<?> type = (point instanceof DependencyDescriptor dependency)
				? dependency.getResolvableType().as(Topic.class).getGeneric(0).resolve() : null;
		if (type == null) {
			throw new ActorConfigurationException("A topic is injected without the type of its events: " + point,
					"Write which events are to be published, as in Topic<OrderPlaced>; a topic of dev.actorspring.Event takes all.");
		}
		return system.topic((Class<E>) type);
	}

}
