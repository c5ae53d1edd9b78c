package dev.actorspring.protocol;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Becomes;
import dev.actorspring.States;

/**
 * The classes that a sealed interface permits.
 *
 * @param root the interface
 * @param concrete those that have instances, in the order in which they are permitted
 * @param first those of them that an incarnation may begin in; none for all
 */
record StateClasses(Class<?> root, List<Class<?>> concrete, List<Class<?>> first) {

	static StateClasses of(Class<?> actor, States states) {
		Class<?> root = states.value();
		String name = root.getSimpleName();
		if (!root.isInterface() || !root.isSealed()) {
			throw new ActorConfigurationException(
					"The states of " + actor.getName() + " are not known: " + root.getName()
							+ " is no sealed interface",
					"Declare it as 'sealed interface " + name + " permits ...', so that there are no others.");
		}
		Set<Class<?>> found = new LinkedHashSet<>();
		collect(actor, root, found);
		StateClasses all = new StateClasses(root, List.copyOf(found), List.of());
		return new StateClasses(root, all.concrete,
				all.matching(states.first(), "@States(first) of " + actor.getName()));
	}

	private static void collect(Class<?> actor, Class<?> type, Set<Class<?>> found) {
		boolean open = type.isInterface() || Modifier.isAbstract(type.getModifiers());
		if (open && !type.isSealed() && !type.isEnum()) {
			throw new ActorConfigurationException(
					"The states of " + actor.getName() + " are not known: " + type.getName() + " is not sealed",
					"Make " + type.getSimpleName() + " sealed, or a class that is neither abstract nor open.");
		}
		if (!open || type.isEnum()) {
			found.add(type);
		}
		if (type.isSealed() && !type.isEnum()) {
			for (Class<?> permitted : type.getPermittedSubclasses()) {
				collect(actor, permitted, found);
			}
		}
	}

	/**
	 * The states that a method may bring about.
	 */
	List<Class<?>> named(Method method) {
		Becomes becomes = method.getAnnotation(Becomes.class);
		return (becomes == null) ? List.of() : matching(becomes.value(),
				"@Becomes of " + method.getDeclaringClass().getName() + "." + method.getName());
	}

	private List<Class<?>> matching(Class<?>[] named, String where) {
		List<Class<?>> found = new ArrayList<>();
		for (Class<?> each : named) {
			List<Class<?>> matching = this.concrete.stream().filter(each::isAssignableFrom).toList();
			if (matching.isEmpty()) {
				throw new ActorConfigurationException(where + " names " + each.getName() + ", which is no state",
						"Name one of %s, or an interface that some of them implement."
							.formatted(String.join(", ", this.concrete.stream().map(Class::getSimpleName).toList())));
			}
			matching.stream().filter((type) -> !found.contains(type)).forEach(found::add);
		}
		return List.copyOf(found);
	}

}
