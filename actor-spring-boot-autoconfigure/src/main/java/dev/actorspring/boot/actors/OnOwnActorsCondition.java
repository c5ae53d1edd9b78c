package dev.actorspring.boot.actors;

import java.util.stream.Stream;

import dev.actorspring.boot.scope.ActorScope;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Tells which of several contexts, parents and children, has an actor system: each that
 * has actors or supervisors of its own. One without shares that of its parent, if there
 * is one.
 */
final class OnOwnActorsCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Own actors");
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		if (beans == null || !hasSystem(beans.getParentBeanFactory())) {
			return ConditionOutcome.match(message.because("no parent has an actor system"));
		}
		return hasActors(beans) ? ConditionOutcome.match(message.because("there are actors or supervisors"))
				: ConditionOutcome.noMatch(message.because("a parent has an actor system, and there are no actors"));
	}

	private static boolean hasSystem(@Nullable BeanFactory parent) {
		return parent instanceof ListableBeanFactory beans && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans,
				ActorSystem.class, true, false).length > 0;
	}

	private static boolean hasActors(ConfigurableListableBeanFactory beans) {
		return beans.getBeanNamesForType(SupervisorSpec.class, true, false).length > 0
				|| Stream.of(beans.getBeanDefinitionNames())
					.anyMatch((name) -> ActorScope.NAME.equals(beans.getBeanDefinition(name).getScope()));
	}

}
