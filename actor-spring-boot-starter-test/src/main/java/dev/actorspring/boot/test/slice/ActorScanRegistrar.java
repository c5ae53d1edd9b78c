package dev.actorspring.boot.test.slice;

import java.util.List;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Has actors looked for as {@link AutoConfigureActors} says.
 */
final class ActorScanRegistrar implements ImportBeanDefinitionRegistrar {

	@Override
	public void registerBeanDefinitions(AnnotationMetadata test, BeanDefinitionRegistry registry) {
		MergedAnnotation<AutoConfigureActors> annotation = test.getAnnotations().get(AutoConfigureActors.class);
		// Its own slice finds them as it finds all else.
		if (annotation.isPresent() && !test.isAnnotated(ActorTest.class.getName())
				&& !registry.containsBeanDefinition(ActorScan.NAME)) {
			List<Class<?>> only = List.of(annotation.getClassArray("value"));
			RootBeanDefinition scan = new RootBeanDefinition(ActorScan.class);
			scan.setInstanceSupplier(() -> new ActorScan(only));
			registry.registerBeanDefinition(ActorScan.NAME, scan);
		}
	}

}
