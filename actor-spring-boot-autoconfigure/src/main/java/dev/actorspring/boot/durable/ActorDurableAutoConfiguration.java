package dev.actorspring.boot.durable;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import dev.actorspring.boot.discovery.ActorDiscovery;
import dev.actorspring.boot.http.DurableActorNames;
import dev.actorspring.boot.scope.ActorScope;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.runtime.DurableListener;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.system.ActorSystem;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

/**
 * Auto-configuration of durable actors. The store is asked for only if an actor takes a
 * state: without any, an application needs no database.
 */
@AutoConfiguration(after = ActorAutoConfiguration.class,
		afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
				"org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration" })
@ConditionalOnClass(DurableActors.class)
@ConditionalOnBean(ActorDiscovery.class)
@ConditionalOnBooleanProperty(name = "actor.durable.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DurableProperties.class)
@Import(JdbcStateStoreConfiguration.class)
final class ActorDurableAutoConfiguration {

	@Bean
	static StateDiscovery actorStateDiscovery(ActorDiscovery actors) {
		return new StateDiscovery(actors);
	}

	@Bean
	DurableActorNames durableActorNames(StateDiscovery discovery) {
		return (actor) -> discovery.find(actor) != null;
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	DurableActors durableActors(ObjectProvider<StateStore> stores, ObjectProvider<DurableListener> listeners,
			DurableProperties properties) {
		StateStore store = stores.getIfAvailable();
		if (store == null) {
			throw new ActorConfigurationException("There is no store for the states of actors",
					"Add the dependency 'actor-spring-boot-starter-durable', or define a bean of type StateStore.");
		}
		return DurableActors.builder(store)
			.patience(properties.patience())
			.lease(properties.lease(store))
			.beforeChange(new TransactionCheck())
			.listener(new CompositeDurableListener(listeners.orderedStream().toList()))
			.build();
	}

	@Bean
	DurableActorsSupplier durableActorsSupplier(StateDiscovery discovery, ObjectProvider<DurableActors> durable) {
		return new DurableActorsSupplier(discovery, durable);
	}

	/**
	 * Without a state the system gets no interceptor, which would cost each message
	 * something.
	 */
	@Bean
	ActorSystemBuilderCustomizer durableActorsCustomizer(DurableActorsSupplier durable) {
		return (builder) -> {
			DurableActors candidates = durable.candidates();
			if (candidates != null) {
				builder.interceptors(candidates).partitions(candidates);
			}
		};
	}

	@Bean
	DurableActorsLifecycle durableActorsLifecycle(DurableActorsSupplier durable, ActorSystem system) {
		return new DurableActorsLifecycle(durable, system);
	}

	@Bean
	StateInjection actorStateInjection(StateDiscovery discovery, ConfigurableBeanFactory beanFactory,
			ObjectProvider<DurableActors> durable) {
		if (!(beanFactory.getRegisteredScope(ActorScope.NAME) instanceof ActorScope scope)) {
			throw new IllegalStateException("The scope '" + ActorScope.NAME + "' is another one");
		}
		return new StateInjection(discovery, scope, durable::getObject);
	}

	@Bean
	@Scope(ActorScope.NAME)
	IncarnationState actorIncarnationState(StateInjection injection) {
		return injection.state();
	}

	/**
	 * Called for each place where it is injected.
	 */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	Durable<?> actorState(StateInjection injection, ObjectProvider<IncarnationState> made, InjectionPoint point) {
		return injection.durable(point, made::getObject);
	}

	/**
	 * Called for each place where they are injected.
	 */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	Alarms<?> actorAlarms(StateInjection injection, ObjectProvider<IncarnationState> made, InjectionPoint point) {
		return injection.alarms(point, made::getObject);
	}

}
