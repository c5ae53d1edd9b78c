package dev.actorspring.boot.discovery;

import java.lang.reflect.Modifier;
import java.util.List;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.boot.scope.ProxiedHandlers;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopConfigException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;

/**
 * Checks that advice which applies to an actor can be put around it: a proxy is a
 * subclass.
 */
final class ProxyCheck {

	private ProxyCheck() {
	}

	/**
	 * Checks an actor.
	 * @param processors those that make the proxies are among them
	 * @param actor the actor
	 * @throws ActorConfigurationException if there is advice, and it cannot reach a
	 * handler
	 */
	static void check(List<BeanPostProcessor> processors, ActorBean<?> actor) {
		for (BeanPostProcessor processor : processors) {
			if (processor instanceof SmartInstantiationAwareBeanPostProcessor smart && isProxied(smart, actor)) {
				if (Modifier.isFinal(actor.type().getModifiers())) {
					throw cannotBeProxied(actor, null);
				}
				ProxiedHandlers.check(actor.type());
			}
		}
	}

	private static boolean isProxied(SmartInstantiationAwareBeanPostProcessor processor, ActorBean<?> actor) {
		try {
			return processor.determineBeanType(actor.type(), actor.beanName()) != actor.type();
		}
		catch (AopConfigException ex) {
			throw cannotBeProxied(actor, ex);
		}
	}

	private static ActorConfigurationException cannotBeProxied(ActorBean<?> actor, @Nullable AopConfigException cause) {
		boolean isFinal = Modifier.isFinal(actor.type().getModifiers());
		return new ActorConfigurationException(
				"Advice such as @Transactional applies to actor '" + actor.name() + "', but cannot be put around class "
						+ actor.type().getName() + (isFinal ? ", which is final" : ""),
				isFinal ? "Make it an ordinary class that is not final; in Kotlin, an open one."
						: "Make a subclass of it possible, or take the advice away.",
				cause);
	}

}
