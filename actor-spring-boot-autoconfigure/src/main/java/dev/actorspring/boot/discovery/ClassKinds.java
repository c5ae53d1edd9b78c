package dev.actorspring.boot.discovery;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Lookup;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Which classes Spring can make beans of by their constructor.
 */
final class ClassKinds {

	private ClassKinds() {
	}

	/**
	 * Why no bean can be made of a class.
	 * @param type the class
	 * @return as in {@code is abstract}; {@code null} if nothing is known against it
	 */
	static @Nullable String problem(Class<?> type) {
		if (type.isInterface()) {
			return "is an interface";
		}
		if (Modifier.isAbstract(type.getModifiers()) && !hasLookup(type)) {
			return "is abstract";
		}
		if (ClassUtils.isInnerClass(type)) {
			return "is an inner class: without an instance of " + type.getDeclaringClass().getSimpleName()
					+ " there is none of it";
		}
		return (type.isLocalClass() || type.isAnonymousClass()) ? "is a class within a method" : null;
	}

	/**
	 * What to do about it.
	 */
	static String action(Class<?> type) {
		return Modifier.isAbstract(type.getModifiers())
				? "Annotate a class that extends or implements it and can be instantiated, or declare the actor with a "
						+ "@Bean method."
				: "Make it static, or put it into a file of its own.";
	}

	private static boolean hasLookup(Class<?> type) {
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
			if (method.isAnnotationPresent(Lookup.class)) {
				return true;
			}
		}
		return false;
	}

}
