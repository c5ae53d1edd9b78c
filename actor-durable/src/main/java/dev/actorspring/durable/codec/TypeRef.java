package dev.actorspring.durable.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A type without variables.
 *
 * @param raw the class
 * @param arguments of it
 */
record TypeRef(Class<?> raw, List<TypeRef> arguments) {

	/**
	 * Resolves a type.
	 * @param type as declared
	 * @param variables what they stand for
	 * @throws UnfitTypeException if it is not a class with all arguments given
	 */
	static TypeRef of(Type type, Map<TypeVariable<?>, TypeRef> variables) {
		return switch (type) {
			case Class<?> raw when raw.isArray() -> throw UnfitTypeException.array();
			case Class<?> raw when raw.getTypeParameters().length > 0 ->
				throw new UnfitTypeException(raw.getSimpleName() + " has no type arguments",
						"Give the type arguments of " + raw.getSimpleName() + ".");
			case Class<?> raw -> new TypeRef(raw, List.of());
			case ParameterizedType generic -> new TypeRef((Class<?>) generic.getRawType(),
					Arrays.stream(generic.getActualTypeArguments())
						.map((argument) -> of(argument, variables))
						.toList());
			case GenericArrayType array -> throw UnfitTypeException.array();
			case WildcardType wildcard -> throw new UnfitTypeException("a wildcard leaves its type open",
					"Name the type in place of the wildcard.");
			case TypeVariable<?> variable when variables.containsKey(variable) -> variables.get(variable);
			default -> throw new UnfitTypeException("a type variable stands for no certain type",
					"Name the type in place of the variable.");
		};
	}

	@Override
	public String toString() {
		return this.arguments.isEmpty() ? this.raw.getSimpleName()
				: this.arguments.stream()
					.map(TypeRef::toString)
					.collect(Collectors.joining(", ", this.raw.getSimpleName() + "<", ">"));
	}

}
