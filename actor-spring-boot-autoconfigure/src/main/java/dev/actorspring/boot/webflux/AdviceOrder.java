package dev.actorspring.boot.webflux;

import dev.actorspring.boot.http.ExceptionHandlers;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.web.bind.annotation.ControllerAdvice;

/**
 * Puts the definition of our advice before those of the application. Of advice with the
 * highest precedence, which is often given, Spring takes first what was defined first,
 * and auto-configurations come last.
 */
final class AdviceOrder implements BeanDefinitionRegistryPostProcessor {

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (!(registry instanceof ConfigurableListableBeanFactory factory)) {
			return;
		}
		for (String name : registry.getBeanDefinitionNames()) {
			if (isAdviceOfOthers(name, factory)) {
				BeanDefinition definition = registry.getBeanDefinition(name);
				registry.removeBeanDefinition(name);
				registry.registerBeanDefinition(name, definition);
			}
		}
	}

	private static boolean isAdviceOfOthers(String name, ConfigurableListableBeanFactory factory) {
		try {
			Class<?> type = factory.getType(name, false);
			return type != null && !ExceptionHandlers.OwnAdvice.class.isAssignableFrom(type)
					&& MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(ControllerAdvice.class);
		}
		catch (BeansException | LinkageError ex) {
			// Spring finds no advice there either.
			return false;
		}
	}

}
