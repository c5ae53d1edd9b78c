package dev.actorspring.boot.diagnostics;

import java.util.List;
import java.util.regex.Pattern;

import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanDefinitionStoreException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Component scanning found two classes that want one bean name, and one of them is an
 * actor. The exception is not public and has the classes only in its message.
 */
final class DuplicateActorFailureAnalyzer extends AbstractFailureAnalyzer<BeanDefinitionStoreException> {

	private static final String CONFLICT = "org.springframework.context.annotation.ConflictingBeanDefinitionException";

	private static final Pattern BEAN_NAME = Pattern.compile("bean name '([^']+)'");

	private static final Pattern CLASS_NAME = Pattern.compile("class \\[([^]]+)]");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanDefinitionStoreException cause) {
		Throwable conflict = cause.getCause();
		if (conflict == null || !CONFLICT.equals(conflict.getClass().getName())) {
			return null;
		}
		String message = String.valueOf(conflict.getMessage());
		List<String> names = find(BEAN_NAME, message);
		List<String> classes = find(CLASS_NAME, message);
		if (names.isEmpty() || classes.stream().noneMatch(DuplicateActorFailureAnalyzer::isActor)) {
			return null;
		}
		return new FailureAnalysis(
				"The name '%s' is used by more than one actor or bean: %s.".formatted(names.getFirst(),
						String.join(" and ", classes)),
				"Give one of them another name, an actor for example with @Actor(\"another-name\").", cause);
	}

	private static List<String> find(Pattern pattern, String message) {
		return pattern.matcher(message).results().map((match) -> match.group(1)).toList();
	}

	private static boolean isActor(String className) {
		try {
			Class<?> type = ClassUtils.forName(className, null);
			return AnnotatedElementUtils.hasAnnotation(type, Actor.class)
					|| AnnotatedElementUtils.hasAnnotation(type, KeyedActor.class);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

}
