package dev.actorspring.boot.actors;

import java.util.Collection;
import java.util.List;

import dev.actorspring.ActorSpec;
import dev.actorspring.Event;
import dev.actorspring.Topic;
import dev.actorspring.boot.discovery.ActorBeanChecks;
import dev.actorspring.boot.discovery.ActorDiscovery;
import dev.actorspring.protocol.LanguageAdapter;
import dev.actorspring.protocol.ParameterAdapter;
import dev.actorspring.protocol.ReplyAdapter;
import dev.actorspring.protocol.StreamAdapter;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.system.ContextCarrier;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TimeSource;
import dev.actorspring.system.TopicProbe;
import dev.actorspring.system.TurnObserver;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Scope;

/**
 * Auto-configuration of the actor system.
 */
@AutoConfiguration
@EnableConfigurationProperties(ActorProperties.class)
@ImportRuntimeHints(EngineHints.class)
public final class ActorAutoConfiguration {

	@Bean
	static ActorDiscovery actorDiscovery() {
		return new ActorDiscovery();
	}

	@Bean
	static ActorBeanChecks actorBeanChecks(ActorDiscovery discovery) {
		return new ActorBeanChecks(discovery);
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	@Conditional(OnOwnActorsCondition.class)
	ActorSystem actorSystem(ActorDiscovery discovery, ActorProperties properties,
			ObjectProvider<SupervisorSpec> supervisors, ObjectProvider<ReplyAdapter> replyAdapters,
			ObjectProvider<StreamAdapter> streamAdapters, ObjectProvider<ParameterAdapter> parameterAdapters,
			ObjectProvider<LanguageAdapter> languageAdapters, ListenerBeans listeners,
			ObjectProvider<MessageProbe.Factory> probes, ObjectProvider<TurnObserver.Factory> observers,
			ObjectProvider<TopicProbe> topicProbes, ObjectProvider<ContextCarrier> contextCarrier,
			ObjectProvider<TimeSource> time, ObjectProvider<ActorSpecCustomizer> specCustomizers,
			ObjectProvider<ActorSystemBuilderCustomizer> customizers, ListableBeanFactory beans) {
		ActorSystemBuilder builder = ActorSystem.builder();
		builder.askTimeout(properties.askTimeout()).startTimeout(properties.startTimeout());
		SpecOverrides overrides = new SpecOverrides(properties, specCustomizers.orderedStream().toList());
		List<ActorSpec<?>> actors = discovery.specs(properties.mailbox().toSpec());
		actors.forEach((spec) -> builder.actor(overrides.apply(spec)));
		// Those of a parent are for the actors there.
		Collection<SupervisorSpec> own = beans.getBeansOfType(SupervisorSpec.class).values();
		List<SupervisorSpec> declared = supervisors.orderedStream()
			.filter((spec) -> own.stream().anyMatch((each) -> each == spec))
			.map(overrides::apply)
			.toList();
		declared.forEach(builder::supervisor);
		overrides.checkNames();
		new SupervisorChildren(beans, actors, declared).check();
		replyAdapters.orderedStream().forEach(builder::replyAdapter);
		streamAdapters.orderedStream().forEach(builder::streamAdapter);
		parameterAdapters.orderedStream().forEach(builder::parameterAdapter);
		languageAdapters.orderedStream().forEach(builder::languageAdapter);
		builder.listeners(listeners::obtain);
		probes.orderedStream().forEach(builder::probes);
		observers.orderedStream().forEach(builder::observers);
		topicProbes.orderedStream().forEach(builder::topicProbe);
		contextCarrier.ifAvailable(builder::contextCarrier);
		time.ifAvailable(builder::timeSource);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	@Conditional(OnOwnActorsCondition.class)
	ActorSystemLifecycle actorSystemLifecycle(ActorSystem system, ActorProperties properties) {
		return new ActorSystemLifecycle(system, properties.shutdownTimeout());
	}

	/**
	 * A topic of the type that is wanted: one bean stands for all of them, and gives way
	 * to one of the application for a certain type.
	 */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@Conditional(OnOwnActorsCondition.class)
	<E extends Event> Topic<E> actorTopic(ActorSystem system, InjectionPoint point) {
		return TopicInjection.topic(system, point);
	}

	@Bean
	ListenerBeans actorListenerBeans(ObjectProvider<ActorEvent.Listener> listeners) {
		return new ListenerBeans(listeners);
	}

	@Bean
	ActorEventPublisher actorEventPublisher(ApplicationEventPublisher publisher) {
		return new ActorEventPublisher(publisher);
	}

}
