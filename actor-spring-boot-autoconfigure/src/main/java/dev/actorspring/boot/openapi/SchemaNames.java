package dev.actorspring.boot.openapi;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.swagger.v3.core.jackson.TypeNameResolver;

/**
 * Names schemas. Messages and replies are nested classes with short names, which several
 * actors use, so that the simple name of a class alone would confuse them.
 */
final class SchemaNames extends TypeNameResolver {

	private final Set<String> taken;

	private final Map<String, Class<?>> owners = new HashMap<>();

	/**
	 * Creates the names of a document.
	 * @param taken the names of the schemas that it has
	 */
	SchemaNames(Set<String> taken) {
		this.taken = Set.copyOf(taken);
	}

	@Override
	protected String getNameOfClass(Class<?> type) {
		String full = type.getName().replace('$', '.');
		String name = TypeNameResolver.std.getUseFqn() ? full : nested(type);
		if (this.taken.contains(name)) {
			return full;
		}
		return (this.owners.computeIfAbsent(name, (added) -> type) == type) ? name : full;
	}

	private static String nested(Class<?> type) {
		Class<?> outer = type.getDeclaringClass();
		return (outer != null) ? outer.getSimpleName() + "." + type.getSimpleName() : type.getSimpleName();
	}

}
