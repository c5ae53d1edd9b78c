package dev.actorspring.boot.durable;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Receive;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.SetsNoState;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Checks the handlers of durable actors that run in a transaction: it is another one than
 * that of the state.
 */
final class TransactionalHandlers {

	private static final List<String> TRANSACTIONAL = List
		.of("org.springframework.transaction.annotation.Transactional", "jakarta.transaction.Transactional");

	private static final String ACTION = "Remove @Transactional, and let a bean that the handler calls do the work on "
			+ "tables in a transaction of its own; if it must not get lost once the state is set, from the handler of "
			+ "an alarm. If the transaction only reads, write @Transactional(readOnly = true).";

	private TransactionalHandlers() {
	}

	/**
	 * Checks an actor that has a state.
	 * @param actor the actor
	 * @throws ActorConfigurationException naming a handler whose transaction could be
	 * there without the state, or the other way round
	 */
	static void check(ActorBean<?> actor) {
		MethodIntrospector
			.selectMethods(actor.type(), (Method method) -> AnnotatedElementUtils.hasAnnotation(method, Receive.class))
			.forEach((method) -> check(actor, method));
	}

	private static void check(ActorBean<?> actor, Method method) {
		if (!mayWrite(method, actor.type())) {
			return;
		}
		String subject = "Handler " + method.getDeclaringClass().getName() + "." + method.getName()
				+ " of the durable actor '" + actor.name() + "' is @Transactional, ";
		if (!AnnotatedElementUtils.hasAnnotation(method, SetsNoState.class)) {
			throw new ActorConfigurationException(subject
					+ "but its transaction and the write of the state are two, of which one may be there without "
					+ "the other",
					ACTION + " If the handler sets neither the state nor alarms, annotate it with @SetsNoState.");
		}
		Stream.of(method.getParameterTypes()).filter(TransactionalHandlers::hasKey).findFirst().ifPresent((message) -> {
			throw new ActorConfigurationException(
					subject + "but what comes of the message " + message.getSimpleName()
							+ ", which has an @IdempotencyKey, is written with the state, and not in its transaction",
					ACTION);
		});
	}

	/**
	 * The method goes before the class, as with Spring.
	 */
	private static boolean mayWrite(Method method, Class<?> type) {
		return Stream.<AnnotatedElement>of(method, type)
			.flatMap(TransactionalHandlers::find)
			.findFirst()
			.filter((transactional) -> !transactional.getValue("readOnly", Boolean.class).orElse(false))
			.isPresent();
	}

	private static Stream<MergedAnnotation<?>> find(AnnotatedElement element) {
		MergedAnnotations annotations = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
		return TRANSACTIONAL.stream().<MergedAnnotation<?>>map(annotations::get).filter(MergedAnnotation::isPresent);
	}

	private static boolean hasKey(Class<?> message) {
		if (message.isSealed()) {
			return Stream.of(message.getPermittedSubclasses()).anyMatch(TransactionalHandlers::hasKey);
		}
		RecordComponent[] components = message.getRecordComponents();
		return components != null
				&& Arrays.stream(components).anyMatch((each) -> each.isAnnotationPresent(IdempotencyKey.class));
	}

}
