package dev.actorspring.boot.topic;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Event;
import dev.actorspring.Topic;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;

/**
 * Auto-configuration of topics: {@code Topic<E>} can be injected for each {@code E}.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.actors.ActorAutoConfiguration")
@ConditionalOnBean(value = ActorSystem.class, search = SearchStrategy.CURRENT)
final class ActorTopicAutoConfiguration {

	/**
	 * A topic of the type that is wanted: one bean stands for all of them, and gives way
	 * to one of the application for a certain type.
	 */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	<E extends Event> Topic<E> actorTopic(ActorSystem system, InjectionPoint point) {
		Class<E> type = type(point);
		if (type == null) {
			throw new ActorConfigurationException("A topic is injected without the type of its events: " + point,
					"Write which events are to be published, as in Topic<OrderPlaced>; a topic of dev.actorspring.Event takes all.");
		}
		return system.topic(type);
	}

	@SuppressWarnings("unchecked") // no other type compiles
	private static <E extends Event> @Nullable Class<E> type(InjectionPoint point) {
		return (point instanceof DependencyDescriptor dependency)
				? (Class<E>) dependency.getResolvableType().as(Topic.class).getGeneric(0).resolve() : null;
	}

}
