package dev.actorspring.boot.test.probe;

import java.lang.reflect.Field;
import java.util.Objects;

import dev.actorspring.test.Probe;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.test.context.bean.override.BeanOverrideHandler;
import org.springframework.test.context.bean.override.BeanOverrideStrategy;

/**
 * Has a probe injected that {@link ProbeBeans} has registered.
 */
final class ProbeBeanHandler extends BeanOverrideHandler {

	private final ProbeDefinition definition;

	ProbeBeanHandler(Field field, ProbeDefinition definition) {
		super(field, ResolvableType.forClassWithGenerics(Probe.class, definition.type()), definition.beanName(), "",
				BeanOverrideStrategy.WRAP);
		this.definition = definition;
	}

	ProbeDefinition definition() {
		return this.definition;
	}

	@Override
	protected Object createOverrideInstance(String beanName, @Nullable BeanDefinition existingBeanDefinition,
			@Nullable Object existingBeanInstance) {
		return Objects.requireNonNull(existingBeanInstance);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof ProbeBeanHandler that && this.definition.equals(that.definition);
	}

	@Override
	public int hashCode() {
		return 31 * super.hashCode() + this.definition.hashCode();
	}

}
