package dev.actorspring.boot.discovery;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.stream.Stream;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.boot.text.Names;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.OrderUtils;

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

	/**
	 * Whether a bean is a ref.
	 * @param factory knows the bean
	 * @param beanName its name, or an alias
	 */
	static boolean isRef(BeanFactory factory, String beanName) {
		return factory.isTypeMatch(beanName, ActorRef.class) || factory.isTypeMatch(beanName, KeyedActors.class);
	}

	/**
	 * Registers the refs of an actor.
	 * @param actor the actor
	 * @param beanName the name of the bean that is the ref
	 * @param target the definition of the actor itself
	 * @param factoryMethod the {@code @Bean} method that makes it, or {@code null}
	 */
	void register(ActorBean<?> actor, String beanName, BeanDefinition target, @Nullable Method factoryMethod) {
		RootBeanDefinition ref = definition(actor, actor.type(), target, factoryMethod);
		this.registry.registerBeanDefinition(beanName, ref);
		registerAlias(beanName, actor.name());
		registerAlias(beanName, Names.camelCase(actor.name()));
		for (Class<?> protocol : Protocols.of(actor.type())) {
			RootBeanDefinition protocolRef = definition(actor, protocol, target, factoryMethod);
			// A qualifier of its own would hide those at the class.
			protocolRef.setAttribute(AutowireCandidateQualifier.VALUE_KEY, actor.name());
			this.registry.registerBeanDefinition(beanName + "#" + protocol.getName(), protocolRef);
		}
	}

	private void registerAlias(String beanName, String alias) {
		if (!this.registry.isBeanNameInUse(alias)) {
			this.registry.registerAlias(beanName, alias);
		}
	}

	private RootBeanDefinition definition(ActorBean<?> actor, Class<?> type, BeanDefinition target,
			@Nullable Method factoryMethod) {
		Class<?> refType = actor.keyed() ? KeyedActors.class : ActorRef.class;
		RootBeanDefinition definition = new RootBeanDefinition(refType);
		definition.setTargetType(ResolvableType.forClassWithGenerics(refType, type));
		definition.setInstanceSupplier(() -> ref(actor, type));
		definition.setPrimary(target.isPrimary());
		definition.setFallback(target.isFallback());
		definition.setAutowireCandidate(target.isAutowireCandidate());
		if (target instanceof AbstractBeanDefinition definitionOfActor) {
			definition.setDefaultCandidate(definitionOfActor.isDefaultCandidate());
			definition.copyQualifiersFrom(definitionOfActor);
		}
		definition.setQualifiedElement(annotations(actor.type(), factoryMethod));
		Integer order = order(actor.type(), factoryMethod);
		if (order != null) {
			definition.setAttribute(AbstractBeanDefinition.ORDER_ATTRIBUTE, order);
		}
		definition.setDescription("The ref of actor '" + actor.name() + "'");
		definition.setSource(target.getSource());
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		return definition;
	}

	/**
	 * What is written at the actor holds for its refs: the qualifiers by which they are
	 * chosen, and the order in which they are listed.
	 */
	private static AnnotatedElement annotations(Class<?> type, @Nullable Method factoryMethod) {
		return (factoryMethod == null) ? type
				: AnnotatedElementUtils.forAnnotations(Stream.of(factoryMethod, type)
					.flatMap((each) -> Stream.of(each.getAnnotations()))
					.toArray(Annotation[]::new));
	}

	private static @Nullable Integer order(Class<?> type, @Nullable Method factoryMethod) {
		Integer order = (factoryMethod != null) ? OrderUtils.getOrder(factoryMethod) : null;
		return (order != null) ? order : OrderUtils.getOrder(type);
	}

	private Object ref(ActorBean<?> actor, Class<?> type) {
		ActorSystem system = this.beanFactory.getBean(ActorSystem.class);
		return actor.keyed() ? system.keyed(actor.name(), type) : system.actor(actor.name(), type);
	}

}
