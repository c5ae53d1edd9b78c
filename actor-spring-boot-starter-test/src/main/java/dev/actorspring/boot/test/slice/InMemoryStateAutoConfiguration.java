package dev.actorspring.boot.test.slice;

import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.test.TestActors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of a store for the states of durable actors, where a slice has no
 * database.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.durable.ActorDurableAutoConfiguration")
@ConditionalOnClass(InMemoryStateStore.class)
@ConditionalOnMissingBean(StateStore.class)
final class InMemoryStateAutoConfiguration {

	@Bean
	@Lazy
	InMemoryStateStore actorStateStore(ObjectProvider<TestActors.Preparation> preparation) {
		InMemoryStateStore store = new InMemoryStateStore();
		preparation.ifAvailable((standing) -> store.setClock(standing.clock()));
		return store;
	}

}
