package dev.actorspring.boot.aot;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Classes of the application that data is made of. A sealed type stands for all that it
 * permits.
 */
final class DataTypes {

	private final Set<Class<?>> classes = new LinkedHashSet<>();

	/**
	 * Those that were found.
	 */
	Set<Class<?>> classes() {
		return this.classes;
	}

	/**
	 * Adds the classes that a type names, and those that these hold.
	 */
	void add(Type type) {
		switch (type) {
			case Class<?> named -> add(named);
			case ParameterizedType generic -> {
				add(generic.getRawType());
				addAll(generic.getActualTypeArguments());
			}
			case WildcardType wildcard -> addAll(wildcard.getUpperBounds());
			case GenericArrayType array -> add(array.getGenericComponentType());
			default -> {
				// A variable names nothing.
			}
		}
	}

	private void addAll(Type[] types) {
		for (Type type : types) {
			add(type);
		}
	}

	private void add(Class<?> type) {
		if (type.isArray()) {
			add(type.getComponentType());
		}
		else if (!type.isPrimitive() && !type.getName().startsWith("java.") && this.classes.add(type)) {
			if (type.isRecord()) {
				for (RecordComponent component : type.getRecordComponents()) {
					add(component.getGenericType());
				}
			}
			if (type.isSealed()) {
				addAll(type.getPermittedSubclasses());
			}
		}
	}

}
