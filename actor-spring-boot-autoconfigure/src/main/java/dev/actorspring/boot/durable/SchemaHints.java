package dev.actorspring.boot.durable;

import dev.actorspring.durable.jdbc.ActorSchema;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/**
 * Takes the scripts that create the tables into a native image.
 */
final class SchemaHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern(ClassUtils.classPackageAsResourcePath(ActorSchema.class) + "/schema-*.sql");
	}

}
