package dev.actorspring.boot.http;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;

/**
 * Classes of Kotlin that are no records: Jackson makes them by the primary constructor,
 * or takes the only instance, if its module for Kotlin is there.
 */
final class KotlinClasses {

	private static final boolean READABLE = KotlinDetector.isKotlinReflectPresent()
			&& ClassUtils.isPresent("tools.jackson.module.kotlin.KotlinModule", KotlinClasses.class.getClassLoader());

	private KotlinClasses() {
	}

	/**
	 * Whether a type is a class of Kotlin that is no record, whatever can be done with
	 * it.
	 */
	static boolean isOne(Class<?> type) {
		return !type.isInterface() && !type.isRecord() && Stream.of(type.getAnnotations())
			.anyMatch((annotation) -> annotation.annotationType().getName().equals("kotlin.Metadata"));
	}

	/**
	 * Whether there can be an instance that comes from JSON.
	 */
	static boolean isReadable(Class<?> type) {
		return READABLE && isOne(type) && !type.isEnum() && !Modifier.isAbstract(type.getModifiers())
				&& (isObject(type) || constructor(type) != null);
	}

	/**
	 * How instances are made.
	 * @return {@code null} if it is none, or an object
	 */
	static @Nullable Constructor<?> constructor(Class<?> type) {
		return (READABLE && isOne(type) && !type.isEnum()) ? BeanUtils.findPrimaryConstructor(type) : null;
	}

	private static boolean isObject(Class<?> type) {
		return constructor(type) == null && Stream.of(type.getDeclaredFields())
			.anyMatch((field) -> field.getName().equals("INSTANCE") && field.getType() == type
					&& Modifier.isStatic(field.getModifiers()));
	}

}
