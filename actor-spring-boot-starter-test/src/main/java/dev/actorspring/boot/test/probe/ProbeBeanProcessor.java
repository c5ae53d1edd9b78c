package dev.actorspring.boot.test.probe;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;

import dev.actorspring.test.Probe;

import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.test.context.bean.override.BeanOverrideHandler;
import org.springframework.test.context.bean.override.BeanOverrideProcessor;

/**
 * Understands {@link ProbeBean}.
 */
final class ProbeBeanProcessor implements BeanOverrideProcessor {

	@Override
	public BeanOverrideHandler createHandler(Annotation annotation, Class<?> testClass, Field field) {
		ResolvableType fieldType = ResolvableType.forField(field, testClass);
		ResolvableType actor = fieldType.getGeneric(0);
		if (fieldType.resolve() != Probe.class || actor.resolve() == null) {
			throw new IllegalStateException(
					"The field %s.%s is a %s, but @ProbeBean is for a Probe<…> of an actor class"
						.formatted(field.getDeclaringClass().getSimpleName(), field.getName(), fieldType));
		}
		String name = MergedAnnotations.from(field).get(ProbeBean.class).getString("name");
		return new ProbeBeanHandler(field, new ProbeDefinition(comparable(actor), name));
	}

	/**
	 * Equal for the same actor, whatever field it is of.
	 */
	private static ResolvableType comparable(ResolvableType actor) {
		return actor.hasGenerics() ? ResolvableType.forType(actor.getType()) : ResolvableType.forClass(actor.toClass());
	}

}
