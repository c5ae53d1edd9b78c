package dev.actorspring.boot.discovery;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.boot.scope.ActorBean;

import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.expression.ParseException;
import org.springframework.expression.ParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * Checks that what a {@code @Value} names is there, and can become what is injected.
 */
final class ValueCheck {

	private ValueCheck() {
	}

	/**
	 * Checks a value.
	 * @param factory knows properties and types
	 * @param actor the actor that it is for
	 * @param dependency where it is injected
	 * @param value what the annotation says
	 * @throws ActorConfigurationException if it cannot be had
	 */
	static void check(ConfigurableBeanFactory factory, ActorBean<?> actor, CheckedDependency dependency, String value) {
		String subject = "%s, which actor '%s' is made with, has the @Value(\"%s\"), but: "
			.formatted(dependency.description(), actor.name(), value);
		String text;
		try {
			text = factory.resolveEmbeddedValue(value);
		}
		catch (IllegalArgumentException ex) {
			throw new ActorConfigurationException(subject + ex.getMessage(),
					"Set the property, or give a default after a colon, as in ${name:default}.", ex);
		}
		if (text == null) {
			return;
		}
		if (text.contains("#{")) {
			checkExpression(text, subject);
			return;
		}
		try {
			factory.getTypeConverter()
				.convertIfNecessary(text, dependency.getDependencyType(), dependency.getTypeDescriptor());
		}
		catch (TypeMismatchException ex) {
			throw new ActorConfigurationException(
					"%s'%s' cannot become a value of type %s".formatted(subject, text,
							dependency.getDependencyType().getSimpleName()),
					"Correct the value, or the property that it names.", ex);
		}
	}

	/**
	 * It is only read, as it may call beans.
	 */
	private static void checkExpression(String text, String subject) {
		try {
			new SpelExpressionParser().parseExpression(text, ParserContext.TEMPLATE_EXPRESSION);
		}
		catch (ParseException ex) {
			throw new ActorConfigurationException(subject + ex.getMessage(), "Correct the expression.", ex);
		}
	}

}
