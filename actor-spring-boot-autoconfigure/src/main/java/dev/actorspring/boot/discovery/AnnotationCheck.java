package dev.actorspring.boot.discovery;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Receive;
import dev.actorspring.boot.discovery.AnnotationRule.Where;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.boot.scope.ActorScope;
import dev.actorspring.protocol.ActorStates;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * Checks that nothing would call an actor, or a bean of its scope, outside of its turns:
 * neither for an annotation nor for an interface.
 */
final class AnnotationCheck {

	/**
	 * Interfaces by which Spring finds beans and calls them.
	 */
	private static final Set<String> CALLBACKS = Set.of("org.springframework.context.ApplicationListener",
			"org.springframework.context.Lifecycle", "org.springframework.beans.factory.SmartInitializingSingleton",
			"org.springframework.beans.factory.FactoryBean",
			"org.springframework.beans.factory.config.BeanPostProcessor",
			"org.springframework.beans.factory.config.BeanFactoryPostProcessor",
			"org.springframework.boot.ApplicationRunner", "org.springframework.boot.CommandLineRunner",
			"dev.actorspring.system.ActorEvent$Listener");

	private final String subject;

	private final Class<?> type;

	private final boolean actor;

	private AnnotationCheck(String subject, Class<?> type, boolean actor) {
		this.subject = subject;
		this.type = type;
		this.actor = actor;
	}

	/**
	 * Checks an actor.
	 * @param bean the actor
	 * @param factoryMethod the {@code @Bean} method that makes it, or {@code null}
	 * @throws ActorConfigurationException naming what is refused, and what to write
	 * instead
	 */
	static void actor(ActorBean<?> bean, @Nullable Method factoryMethod) {
		AnnotationCheck check = new AnnotationCheck("actor '" + bean.name() + "'", bean.type(), true);
		check.run();
		if (factoryMethod != null) {
			check.factoryMethod(factoryMethod);
		}
		ActorStates.typesOf(bean.type()).forEach((state) -> check.state(state));
	}

	/**
	 * Checks a bean that actors pull in.
	 * @param beanName the name of the bean
	 * @param type its class
	 * @throws ActorConfigurationException naming what is refused, and what to write
	 * instead
	 */
	static void scoped(String beanName, Class<?> type) {
		new AnnotationCheck("bean '%s' of scope '%s'".formatted(beanName, ActorScope.NAME), type, false).run();
	}

	private void run() {
		for (Class<?> each : ClassUtils.getAllInterfacesForClassAsSet(this.type)) {
			checkCallback(each);
		}
		Set<Where> onClass = this.actor ? EnumSet.of(Where.SCOPE, Where.ACTOR, Where.CLASS) : EnumSet.of(Where.SCOPE);
		check(this.type, SearchStrategy.TYPE_HIERARCHY, onClass, "Class " + this.type.getName());
		if (this.actor) {
			check(this.type, SearchStrategy.DIRECT, EnumSet.of(Where.DECLARATION), "Class " + this.type.getName());
		}
		List<Method> methods = methods();
		Set<String> handlers = new HashSet<>();
		methods.stream()
			.filter((method) -> method.isAnnotationPresent(Receive.class))
			.forEach((method) -> handlers.add(signature(method)));
		for (Method method : methods) {
			Set<Where> onMethod = this.actor ? EnumSet.of(Where.SCOPE, Where.ACTOR) : EnumSet.of(Where.SCOPE);
			if (this.actor && !handlers.contains(signature(method))) {
				onMethod.add(Where.OTHER_METHOD);
			}
			check(method, SearchStrategy.DIRECT, onMethod, describe(method));
		}
	}

	private void state(Class<?> state) {
		Set<Where> where = EnumSet.of(Where.SCOPE, Where.ACTOR, Where.STATE);
		check(state, SearchStrategy.DIRECT, where, "State " + state.getName());
		for (Method method : state.getDeclaredMethods()) {
			check(method, SearchStrategy.DIRECT, where, describe(method));
		}
	}

	private void factoryMethod(Method method) {
		check(method, SearchStrategy.DIRECT, EnumSet.of(Where.DECLARATION), describe(method));
		MergedAnnotation<?> lazy = MergedAnnotations.from(method).get("org.springframework.context.annotation.Lazy");
		if (!lazy.isPresent()) {
			// It would hold for all beans that the class declares.
			Class<?> declaring = method.getDeclaringClass();
			MergedAnnotations.from(declaring)
				.stream("org.springframework.context.annotation.Lazy")
				.forEach((annotation) -> check(annotation, EnumSet.of(Where.DECLARATION),
						"Class " + declaring.getName()));
		}
	}

	private void checkCallback(Class<?> type) {
		if (CALLBACKS.contains(type.getName())) {
			String name = ClassUtils.getQualifiedName(type).substring(type.getPackageName().length() + 1);
			throw new ActorConfigurationException(
					"Class %s of %s implements %s: Spring would call it beside the message in hand, or without any instance being there"
						.formatted(this.type.getName(), this.subject, name),
					"Write a component of its own that implements " + name
							+ ", has the ref of the actor injected, and tells it a message.");
		}
	}

	private void check(AnnotatedElement element, SearchStrategy strategy, Set<Where> where, String place) {
		MergedAnnotations.from(element, strategy).stream().forEach((annotation) -> check(annotation, where, place));
	}

	private void check(MergedAnnotation<?> annotation, Set<Where> where, String place) {
		AnnotationRules.of(annotation).filter((rule) -> where.contains(rule.where())).findFirst().ifPresent((rule) -> {
			String name = "@" + annotation.getType().getSimpleName();
			String root = "@" + annotation.getRoot().getType().getSimpleName();
			throw new ActorConfigurationException(
					"%s of %s has the annotation %s: %s".formatted(place, this.subject,
							root.equals(name) ? name : root + ", which is a " + name, rule.reason()),
					"Remove " + root + ". " + rule.action());
		});
	}

	/**
	 * All methods, also those that are overridden: Spring looks at these too.
	 */
	private List<Method> methods() {
		Set<Class<?>> types = new LinkedHashSet<>();
		for (Class<?> each = this.type; each != null && each != Object.class; each = each.getSuperclass()) {
			types.add(each);
		}
		types.addAll(ClassUtils.getAllInterfacesForClassAsSet(this.type));
		return types.stream()
			.flatMap((each) -> Arrays.stream(each.getDeclaredMethods()))
			.filter((method) -> !method.isSynthetic())
			.toList();
	}

	private static String signature(Method method) {
		return method.getName() + Arrays.toString(method.getParameterTypes());
	}

	private static String describe(Method method) {
		return "Method " + method.getDeclaringClass().getName() + "." + method.getName();
	}

}
