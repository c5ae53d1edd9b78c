package dev.actorspring.boot.test.probe;

import java.util.Set;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Brings the probes of a test into its context. Equal to another with the same probes, so
 * that tests which have the same share a context.
 *
 * @param definitions the probes
 */
record ProbeBeanContextCustomizer(Set<ProbeDefinition> definitions) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		context.getBeanFactory().registerSingleton(ProbeBeans.NAME, new ProbeBeans(this.definitions));
	}

}
