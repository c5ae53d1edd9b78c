package dev.actorspring.boot.aot;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Type;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;

/**
 * An exception that a handler declares is an answer, which may be stored, or sent to
 * another node: it is made again by its constructor and of its fields, or serialized.
 */
final class DeclaredExceptionHints {

	private DeclaredExceptionHints() {
	}

	static void register(RuntimeHints hints, Class<?> exception) {
		for (Class<?> each = exception; each != null && !isOfTheJdk(each); each = each.getSuperclass()) {
			hints.reflection()
				.registerType(each, MemberCategory.ACCESS_DECLARED_FIELDS, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
			registerSerialization(hints, each);
			for (Constructor<?> constructor : each.getDeclaredConstructors()) {
				for (Type parameter : constructor.getGenericParameterTypes()) {
					registerParameter(hints, parameter);
				}
			}
		}
		if (exception.isSealed()) {
			for (Class<?> permitted : exception.getPermittedSubclasses()) {
				register(hints, permitted);
			}
		}
	}

	private static void registerParameter(RuntimeHints hints, Type parameter) {
		if (!(parameter instanceof Class<?> type && Throwable.class.isAssignableFrom(type))) {
			ActorHints.registerData(hints, parameter);
		}
	}

	private static void registerSerialization(RuntimeHints hints, Class<?> exception) {
		hints.reflection().registerJavaSerialization(exception);
		for (Field field : exception.getDeclaredFields()) {
			Class<?> type = field.getType();
			if (!isOfTheJdk(type) && Serializable.class.isAssignableFrom(type)) {
				hints.reflection().registerJavaSerialization(type);
			}
		}
	}

	private static boolean isOfTheJdk(Class<?> type) {
		return type.getClassLoader() == null;
	}

}
