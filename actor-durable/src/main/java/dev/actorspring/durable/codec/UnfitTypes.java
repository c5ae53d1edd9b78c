package dev.actorspring.durable.codec;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/**
 * Says why a type cannot be stored, and what to use in its place.
 */
final class UnfitTypes {

	private UnfitTypes() {
	}

	/**
	 * Refuses arguments that say they may be {@code null}.
	 */
	static void checkArguments(AnnotatedType type) {
		if (!(type instanceof AnnotatedParameterizedType generic)) {
			return;
		}
		for (AnnotatedType argument : generic.getAnnotatedActualTypeArguments()) {
			if (isNullable(argument)) {
				throw new UnfitTypeException("only a component itself can be @Nullable",
						"Leave out what is not there, or put it into a record.");
			}
			checkArguments(argument);
		}
	}

	/**
	 * Any annotation of that name will do, as there are many.
	 */
	static boolean isNullable(AnnotatedElement element) {
		return Arrays.stream(element.getAnnotations())
			.anyMatch((annotation) -> annotation.annotationType().getSimpleName().equals("Nullable"));
	}

	static UnfitTypeException refuse(TypeRef ref) {
		Class<?> type = ref.raw();
		if (type == Object.class) {
			return new UnfitTypeException("Object may be anything",
					"Name the type, or make a sealed interface for those that it may be.");
		}
		if (type == Optional.class) {
			return new UnfitTypeException("Optional can only be the type of a component itself",
					"Leave out what is not there, or put the Optional into a record.");
		}
		if (Map.class.isAssignableFrom(type)) {
			return new UnfitTypeException(ref + " is a certain kind of map",
					"Use Map, or SequencedMap if the order counts.");
		}
		if (Collection.class.isAssignableFrom(type)) {
			return new UnfitTypeException(ref + " is a certain kind of collection",
					"Use List or Set, or SequencedSet if the order counts.");
		}
		if (Date.class.isAssignableFrom(type) || Calendar.class.isAssignableFrom(type)) {
			return new UnfitTypeException(ref + " can be changed in place", "Use a type of java.time.");
		}
		if (type.isInterface()) {
			return new UnfitTypeException(ref + " is an interface, and anything may implement it",
					"Make " + type.getSimpleName() + " sealed, with records only, or name the type.");
		}
		return new UnfitTypeException(ref + " is a class that is not a record, and might be changed in place",
				"Make " + type.getSimpleName() + " a record, or use a type that can be stored in its place.");
	}

}
