package dev.actorspring.boot.discovery;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.boot.scope.ActorScope;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyFactoryBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.type.MethodMetadata;

/**
 * Finds what is annotated as an actor and would become another bean, or none, without a
 * word.
 */
final class UndiscoveredActors {

	private UndiscoveredActors() {
	}

	/**
	 * Checks the scope of a bean.
	 * @param beanName the name of the bean
	 * @param definition its definition
	 * @param type its class
	 * @param factoryMethod the {@code @Bean} method that makes it, or {@code null}
	 * @throws ActorConfigurationException if it is annotated as an actor, and its scope
	 * is another one or has a proxy
	 */
	static void checkScope(String beanName, BeanDefinition definition, Class<?> type, @Nullable Method factoryMethod) {
		boolean declared = factoryMethod != null && isActor(factoryMethod);
		if (!declared && !isActor(type)) {
			return;
		}
		AnnotatedElement annotated = (factoryMethod != null) ? factoryMethod : type;
		String subject = (factoryMethod != null)
				? "Method " + factoryMethod.getDeclaringClass().getName() + "." + factoryMethod.getName()
				: "Class " + type.getName();
		for (MergedAnnotation<Scope> scope : MergedAnnotations.from(annotated).stream(Scope.class).toList()) {
			checkScope(scope, subject);
		}
		if (ScopedProxyUtils.isScopedTarget(beanName)
				|| ScopedProxyFactoryBean.class.getName().equals(definition.getBeanClassName())) {
			throw new ActorConfigurationException(
					subject + " is annotated as an actor, but is to be reached by a scoped proxy",
					"Leave the attribute scopedProxy of @ComponentScan as it is: an actor is reached by its ref.");
		}
		if (!ActorScope.NAME.equals(definition.getScope())) {
			throw (factoryMethod != null && !declared) ? new ActorConfigurationException(
					subject + " makes a bean of the actor class " + type.getName() + ", which is then no actor",
					"Annotate the method with @Actor or @KeyedActor, beside @Bean, or remove the method if "
							+ "component scanning finds the class.")
					: new ActorConfigurationException(
							subject + " is annotated as an actor, but its bean '" + beanName
									+ "' was registered with the scope '" + scope(definition) + "'",
							"Have it found by component scanning, import it with @Import, or give its bean definition "
									+ "the scope 'actor'.");
		}
	}

	private static void checkScope(MergedAnnotation<Scope> scope, String subject) {
		String written = "@" + scope.getRoot().getType().getSimpleName();
		ScopedProxyMode proxyMode = scope.getEnum("proxyMode", ScopedProxyMode.class);
		if (!ActorScope.NAME.equals(scope.getString("value"))) {
			throw new ActorConfigurationException(
					"%s is annotated as an actor, but %s gives it the scope '%s'".formatted(subject, written,
							Objects.requireNonNullElse(scope.getString("value"), "")),
					"Remove " + written + ": each incarnation of an actor is a fresh bean of the scope 'actor'.");
		}
		if (proxyMode != ScopedProxyMode.DEFAULT && proxyMode != ScopedProxyMode.NO) {
			throw new ActorConfigurationException(
					"%s is annotated as an actor, but %s has the proxyMode %s".formatted(subject, written, proxyMode),
					"Remove " + written + ": an actor is reached by its ref.");
		}
	}

	/**
	 * Checks that the methods of a class that are annotated as actors make beans.
	 * @param definition the definition of a bean of that class
	 * @throws ActorConfigurationException naming a method that makes none
	 */
	static void checkMethods(AnnotatedBeanDefinition definition) {
		for (Class<?> annotation : List.of(Actor.class, KeyedActor.class)) {
			for (MethodMetadata method : definition.getMetadata().getAnnotatedMethods(annotation.getName())) {
				if (!method.isAnnotated(Bean.class.getName())) {
					throw new ActorConfigurationException(
							"Method %s.%s has the annotation @%s, but makes no bean".formatted(
									method.getDeclaringClassName(), method.getMethodName(), annotation.getSimpleName()),
							"Annotate the method with @Bean, too.");
				}
			}
		}
	}

	private static String scope(BeanDefinition definition) {
		return definition.isSingleton() ? BeanDefinition.SCOPE_SINGLETON
				: Objects.requireNonNullElse(definition.getScope(), "");
	}

	private static boolean isActor(AnnotatedElement element) {
		MergedAnnotations annotations = MergedAnnotations.from(element);
		return annotations.isPresent(Actor.class) || annotations.isPresent(KeyedActor.class);
	}

}
