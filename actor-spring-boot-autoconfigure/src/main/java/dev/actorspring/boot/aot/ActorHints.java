package dev.actorspring.boot.aot;

import java.lang.reflect.Type;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.util.ClassUtils;

/**
 * Registers what a native image has to know of actors. Of those that are beans it is
 * registered already: this is for classes that are only spawned, and for data that no
 * handler names.
 */
public final class ActorHints {

	private static final boolean VALIDATION = ClassUtils.isPresent("jakarta.validation.Validation",
			ActorHints.class.getClassLoader());

	private ActorHints() {
	}

	/**
	 * Registers actors: their handlers, messages and replies, and the exceptions that the
	 * handlers declare.
	 * @param hints where to register them
	 * @param actors their classes
	 */
	public static void register(RuntimeHints hints, Class<?>... actors) {
		for (Class<?> actor : actors) {
			ActorUses uses = ActorUses.of(actor);
			uses.types().forEach((type) -> hints.reflection().registerType(type));
			uses.handlers().forEach((handler) -> hints.reflection().registerMethod(handler, ExecutableMode.INVOKE));
			register(hints, uses.data());
			uses.exceptions().forEach((exception) -> DeclaredExceptionHints.register(hints, exception));
		}
	}

	/**
	 * Registers data that is read and written: messages, replies, states, and all that
	 * they hold.
	 * @param hints where to register them
	 * @param types records, sealed interfaces of records, or other types
	 */
	public static void registerData(RuntimeHints hints, Type... types) {
		DataTypes data = new DataTypes();
		for (Type type : types) {
			data.add(type);
		}
		register(hints, data);
	}

	private static void register(RuntimeHints hints, DataTypes data) {
		BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
		for (Class<?> type : data.classes()) {
			binding.registerReflectionHints(hints.reflection(), type);
			if (VALIDATION) {
				ConstraintHints.register(hints, type);
			}
		}
	}

}
