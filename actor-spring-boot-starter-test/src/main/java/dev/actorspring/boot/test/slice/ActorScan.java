package dev.actorspring.boot.test.slice;

import java.util.Collection;
import java.util.List;

import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.Ordered;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.TypeFilter;

/**
 * Finds actors which the filter of a slice has left out, when all other definitions are
 * there.
 */
final class ActorScan implements BeanDefinitionRegistryPostProcessor, Ordered {

	static final String NAME = ActorScan.class.getName();

	private final List<Class<?>> only;

	ActorScan(List<Class<?>> only) {
		this.only = only;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (!this.only.isEmpty()) {
			new AnnotatedBeanDefinitionReader(registry).register(this.only.toArray(Class<?>[]::new));
			return;
		}
		ListableBeanFactory beans = (ListableBeanFactory) registry;
		ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(registry, false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(Actor.class));
		scanner.addIncludeFilter(new AnnotationTypeFilter(KeyedActor.class));
		scanner.addExcludeFilter(others(beans.getBeansOfType(TypeExcludeFilter.class, true, false).values()));
		scanner.scan(packages(beans));
	}

	/**
	 * What leaves out more than a slice does, such as what is part of a test.
	 */
	private static TypeFilter others(Collection<TypeExcludeFilter> filters) {
		List<TypeExcludeFilter> others = filters.stream()
			.filter((filter) -> filter.getClass().getPackage() != TypeExcludeFilters.class.getPackage())
			.toList();
		return (reader, factory) -> {
			for (TypeExcludeFilter each : others) {
				if (each.match(reader, factory)) {
					return true;
				}
			}
			return false;
		};
	}

	private static String[] packages(BeanFactory beans) {
		return AutoConfigurationPackages.has(beans) ? AutoConfigurationPackages.get(beans).toArray(String[]::new)
				: new String[0];
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
	}

	@Override
	public int getOrder() {
		return 0;
	}

}
