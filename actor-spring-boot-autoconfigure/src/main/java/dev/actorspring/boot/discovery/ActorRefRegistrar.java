package dev.actorspring.boot.discovery;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.system.ActorSystem;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;

/**
 * Registers the beans that are injected as {@code ActorRef<X>} or {@code KeyedActors<X>}:
 * one for the actor class, and one for each protocol interface that it implements.
 */
final class ActorRefRegistrar {

	private final BeanDefinitionRegistry registry;

	private final BeanFactory beanFactory;

	ActorRefRegistrar(BeanDefinitionRegistry registry, BeanFactory beanFactory) {
		this.registry = registry;
		this.beanFactory = beanFactory;
	}

	void register(ActorBean<?> actor, String beanName, BeanDefinition target) {
		RootBeanDefinition ref = definition(actor, actor.type(), target);
		this.registry.registerBeanDefinition(beanName, ref);
		registerAlias(beanName, actor.name());
		registerAlias(beanName, Names.camelCase(actor.name()));
		for (Class<?> protocol : Protocols.of(actor.type())) {
			RootBeanDefinition protocolRef = definition(actor, protocol, target);
			protocolRef.addQualifier(new AutowireCandidateQualifier(Qualifier.class, actor.name()));
			this.registry.registerBeanDefinition(beanName + "#" + protocol.getName(), protocolRef);
		}
	}

	private void registerAlias(String beanName, String alias) {
		if (!this.registry.isBeanNameInUse(alias)) {
			this.registry.registerAlias(beanName, alias);
		}
	}

	private RootBeanDefinition definition(ActorBean<?> actor, Class<?> type, BeanDefinition target) {
		Class<?> refType = actor.keyed() ? KeyedActors.class : ActorRef.class;
		RootBeanDefinition definition = new RootBeanDefinition(refType);
		definition.setTargetType(ResolvableType.forClassWithGenerics(refType, type));
		definition.setInstanceSupplier(() -> ref(actor, type));
		definition.setPrimary(target.isPrimary());
		definition.setFallback(target.isFallback());
		definition.setDescription("The ref of actor '" + actor.name() + "'");
		definition.setSource(target.getSource());
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		return definition;
	}

	private Object ref(ActorBean<?> actor, Class<?> type) {
		ActorSystem system = this.beanFactory.getBean(ActorSystem.class);
		return actor.keyed() ? system.keyed(actor.name(), type) : system.actor(actor.name(), type);
	}

}
