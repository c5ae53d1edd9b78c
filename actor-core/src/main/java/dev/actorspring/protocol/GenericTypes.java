package dev.actorspring.protocol;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Map;
import java.util.HashMap;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The little of generic type resolution that checking a protocol needs.
 */
final class GenericTypes {

	private static final Map<Class<?>, Class<?>> WRAPPERS = Map.of(boolean.class, Boolean.class, byte.class, Byte.class,
			char.class, Character.class, short.class, Short.class, int.class, Integer.class, long.class, Long.class,
			float.class, Float.class, double.class, Double.class, void.class, Void.class);

	private GenericTypes() {
	}

	/**
	 * The type arguments with which a type implements a generic supertype.
	 * @param type where to start
	 * @param target the generic class or interface
	 * @return its arguments, or {@code null} if {@code type} does not extend it, or
	 * extends it raw
	 */
	static Type @Nullable [] arguments(Type type, Class<?> target) {
		Class<?> raw = raw(type);
		if (!target.isAssignableFrom(raw)) {
			return null;
		}
		if (raw == target) {
			return (type instanceof ParameterizedType parameterized) ? parameterized.getActualTypeArguments() : null;
		}
		Map<TypeVariable<?>, Type> bindings = bindings(type, raw);
		Type superclass = raw.getGenericSuperclass();
		if (superclass != null && target.isAssignableFrom(raw(superclass))) {
			return arguments(substitute(superclass, bindings), target);
		}
		for (Type parent : raw.getGenericInterfaces()) {
			if (target.isAssignableFrom(raw(parent))) {
				return arguments(substitute(parent, bindings), target);
			}
		}
		return null;
	}

	/**
	 * A type as it is written in one class, as another sees it that extends this one.
	 * @param type the type, possibly with type variables of the class
	 * @param from the class that extends it
	 * @param declaring the class where the type is written
	 * @return without those of its type variables that are known
	 */
	static Type resolve(Type type, Class<?> from, Class<?> declaring) {
		Type[] arguments = arguments(from, declaring);
		if (arguments == null) {
			return type;
		}
		Map<TypeVariable<?>, Type> bindings = new HashMap<>();
		TypeVariable<?>[] variables = declaring.getTypeParameters();
		for (int i = 0; i < variables.length; i++) {
			bindings.put(variables[i], arguments[i]);
		}
		return substitute(type, bindings);
	}

	private static Map<TypeVariable<?>, Type> bindings(Type type, Class<?> raw) {
		Map<TypeVariable<?>, Type> bindings = new HashMap<>();
		if (type instanceof ParameterizedType parameterized) {
			TypeVariable<?>[] variables = raw.getTypeParameters();
			for (int i = 0; i < variables.length; i++) {
				bindings.put(variables[i], parameterized.getActualTypeArguments()[i]);
			}
		}
		return bindings;
	}

	private static Type substitute(Type type, Map<TypeVariable<?>, Type> bindings) {
		return switch (type) {
			case TypeVariable<?> variable -> bindings.getOrDefault(variable, variable);
			case ParameterizedType parameterized -> new Parameterized((Class<?>) parameterized.getRawType(),
					Arrays.stream(parameterized.getActualTypeArguments())
						.map((argument) -> substitute(argument, bindings))
						.toArray(Type[]::new));
			default -> type;
		};
	}

	/**
	 * The class of a type, type arguments taken off.
	 * @param type any type
	 * @return its erasure
	 */
	static Class<?> raw(Type type) {
		return switch (type) {
			case Class<?> raw -> raw;
			case ParameterizedType parameterized -> (Class<?>) parameterized.getRawType();
			case GenericArrayType array -> raw(array.getGenericComponentType()).arrayType();
			case TypeVariable<?> variable -> raw(variable.getBounds()[0]);
			case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
			default -> throw new IllegalArgumentException("Unknown kind of type: " + type);
		};
	}

	/**
	 * Whether a value of one type may stand where another is wanted, as far as generic
	 * types are known.
	 * @param wanted the type of the variable
	 * @param given the type of the value
	 * @return {@code false} only if it certainly may not
	 */
	static boolean isAssignable(Type wanted, Type given) {
		Class<?> wantedClass = box(raw(wanted));
		if (!wantedClass.isAssignableFrom(box(raw(given)))) {
			return false;
		}
		if (!(wanted instanceof ParameterizedType parameterized)) {
			return true;
		}
		return agree(parameterized.getActualTypeArguments(), arguments(given, wantedClass));
	}

	/**
	 * Whether type arguments are the same, as far as they are known.
	 * @param expected those of the variable, {@code null} if it is raw
	 * @param actual those of the value, {@code null} if it is raw
	 * @return {@code false} only if they certainly are not
	 */
	static boolean agree(Type @Nullable [] expected, Type @Nullable [] actual) {
		if (expected == null || actual == null) {
			return true;
		}
		for (int i = 0; i < Math.min(expected.length, actual.length); i++) {
			if (isConcrete(expected[i]) && isConcrete(actual[i])
					&& !(isAssignable(expected[i], actual[i]) && raw(expected[i]) == raw(actual[i]))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isConcrete(Type type) {
		return type instanceof Class<?> || type instanceof ParameterizedType;
	}

	/**
	 * A type as it can be a type argument.
	 * @param type any type
	 * @return the wrapper class if it is primitive, else the type itself
	 */
	static Type boxed(Type type) {
		return (type instanceof Class<?> raw) ? box(raw) : type;
	}

	private static Class<?> box(Class<?> type) {
		return WRAPPERS.getOrDefault(type, type);
	}

	/**
	 * A type as a developer writes it, without packages.
	 * @param type any type
	 * @return as in {@code List<Status>}
	 */
	static String describe(Type type) {
		if (type instanceof ParameterizedType parameterized) {
			String arguments = String.join(", ",
					Arrays.stream(parameterized.getActualTypeArguments()).map(GenericTypes::describe).toList());
			return raw(type).getSimpleName() + "<" + arguments + ">";
		}
		return (type instanceof Class<?> raw) ? raw.getSimpleName() : type.getTypeName();
	}

	private record Parameterized(Class<?> raw, Type[] arguments) implements ParameterizedType {

		@Override
		public Type[] getActualTypeArguments() {
			return this.arguments.clone();
		}

		@Override
		public Type getRawType() {
			return this.raw;
		}

		@Override
		public @Nullable Type getOwnerType() {
			return this.raw.getDeclaringClass();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof ParameterizedType that && this.raw.equals(that.getRawType())
					&& Arrays.equals(this.arguments, that.getActualTypeArguments());
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.raw, Arrays.hashCode(this.arguments));
		}

		@Override
		public String toString() {
			return describe(this);
		}

	}

}
