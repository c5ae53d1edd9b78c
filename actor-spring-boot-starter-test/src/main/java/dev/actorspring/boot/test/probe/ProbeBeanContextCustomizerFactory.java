package dev.actorspring.boot.test.probe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.bean.override.BeanOverrideHandler;

/**
 * Finds the probes of a test class, and of those around it.
 */
final class ProbeBeanContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		Set<ProbeDefinition> found = new LinkedHashSet<>();
		find(testClass, found);
		return found.isEmpty() ? null : new ProbeBeanContextCustomizer(found);
	}

	private static void find(Class<?> testClass, Set<ProbeDefinition> found) {
		if (TestContextAnnotationUtils.searchEnclosingClass(testClass)) {
			find(testClass.getEnclosingClass(), found);
		}
		for (BeanOverrideHandler handler : BeanOverrideHandler.forTestClass(testClass)) {
			if (handler instanceof ProbeBeanHandler probe) {
				found.add(probe.definition());
			}
		}
	}

}
